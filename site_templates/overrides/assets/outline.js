// The outline of a plan on a narrow screen closes when a place in it is chosen, on Escape, and on a tap beside it.

for (const outline of document.querySelectorAll("details.gh-outline")) {
  const close = () => { outline.open = false; };
  outline.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
  outline.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && outline.open) {
      close();
      outline.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => { if (!outline.contains(event.target)) close(); });
}
