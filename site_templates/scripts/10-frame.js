// The frame of every page: the colour scheme, and the menu (drawer) on a narrow screen. It replaces the theme's script, which is
// ten times as large and forces repeated layout while the page loads.

(() => {
  const SCHEME = "guihua:scheme"; // also read in partials/header.html, before the first paint
  const NAMES = { default: "切换到深色", slate: "切换到浅色" };

  const button = document.querySelector(".gh-scheme");
  const wanted = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem(SCHEME);
    } catch {
      return null; // storage is disabled
    }
  };
  const label = (scheme) => {
    button.setAttribute("aria-label", NAMES[scheme]);
    button.title = NAMES[scheme];
  };
  const show = (scheme) => {
    document.body.dataset.mdColorScheme = scheme;
    label(scheme);
  };
  button.hidden = false;
  label(document.body.dataset.mdColorScheme); // the attribute is not set again: that would restyle the whole page
  button.addEventListener("click", () => {
    const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    show(scheme);
    try {
      localStorage.setItem(SCHEME, scheme);
    } catch { /* storage is disabled: the choice holds for this page */ }
  });
  wanted.addEventListener("change", () => { if (!chosen()) show(wanted.matches ? "slate" : "default"); });

  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector(".gh-menu");
  const menu = document.querySelector(".md-sidebar--primary");
  const behind = document.querySelectorAll(".md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer");
  opener.hidden = false;
  opener.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    opener.setAttribute("aria-expanded", String(drawer.checked));
    for (const part of behind) part.inert = drawer.checked; // keeps the focus inside the menu
    if (drawer.checked) setTimeout(() => menu.querySelector("a")?.focus(), 50);
    else opener.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) drawer.click();
    const label = event.target.closest?.("label[tabindex]");
    if (label && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      label.click();
    }
  });
  menu?.addEventListener("click", (event) => { if (event.target.closest("a") && drawer.checked) drawer.click(); });
})();
