// What unfolds. The outline of a plan on a narrow screen closes when a place in it is chosen, on Escape, and on a tap
// beside it; a part that a link leads to opens.

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

const unfold = () => {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = place?.closest("details.gh-fold");
  if (folded) {
    folded.open = true;
    place.scrollIntoView();
  }
};
window.addEventListener("hashchange", unfold);
unfold();
