// The outline of a page. At the side it marks the part that is being read; on a narrow screen it closes when a place in
// it is chosen, on Escape, and on a tap beside it. A folded part opens when a link leads into it.

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
  const begun = new Set(); // the parts whose heading has passed the upper third of the window
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

  // What waits (.gh-later) is laid out piece by piece once the page is there; at once where a link leads into the page.
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
