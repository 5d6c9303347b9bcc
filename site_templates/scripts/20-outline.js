// The table of contents. In the sidebar it marks the current section (scroll spy); on a narrow screen it closes when a link in
// it is followed, on Escape, and on a click outside. A collapsed section opens when the fragment is inside it.

(() => {
  const byPlace = new Map();
  const side = document.querySelector(".md-sidebar--secondary .md-sidebar__scrollwrap");
  for (const link of side?.querySelectorAll("a") ?? []) {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (place) byPlace.set(place, link);
  }
  let marked = null;
  const mark = (link) => {
    marked?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    marked = link;
    side.scrollTop = link.offsetTop - side.clientHeight / 2;
  };
  const begun = new Set(); // the sections whose heading is above the upper third of the viewport
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) begun[isIntersecting ? "add" : "delete"](target);
    const last = [...byPlace.keys()].filter((place) => begun.has(place)).pop();
    if (last) mark(byPlace.get(last));
  }, { rootMargin: "1000000px 0px -67% 0px" });
  for (const place of byPlace.keys()) watcher.observe(place);

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

  // Lazily rendered parts (.gh-later, content-visibility: auto) are rendered in batches while the browser is idle; all at once
  // where the address has a fragment, whose position depends on the heights above it.
  const waiting = [...document.querySelectorAll(".gh-later")];
  const next = () => {
    const some = waiting.splice(0, 6);
    if (!some.length) return;
    for (const one of some) one.style.contentVisibility = "visible";
    (window.requestIdleCallback ?? setTimeout)(next);
  };
  if (location.hash) {
    for (const one of waiting.splice(0)) one.style.contentVisibility = "visible";
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } else addEventListener("load", next);

  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = place && place.closest("details.gh-fold");
    if (folded) {
      folded.open = true;
      place.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", unfold);
  unfold();
})();
