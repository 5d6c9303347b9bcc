// Copy buttons for links and references, with the access date filled in. Without script both can be selected by hand.

(() => {
  const CITED_ON = "[引用日期]";

  const today = new Intl.DateTimeFormat("sv-SE").format(new Date()); // 2026-11-28

  /** The address to cite: `printed` where it is absolute or the page is a local file; else `address` resolved against this copy of the site. */
  function here(printed, address) {
    return /^https?:/.test(printed) || location.protocol === "file:" ? printed : new URL(address, location.href).href;
  }

  /** Embedding code with absolute addresses in place of relative ones. */
  function anywhere(code) {
    return code.replace(/(href|src)="([^"]*)"/g, (_, name, address) => `${name}="${new URL(address, location.href).href}"`);
  }

  /** A reference with its address and today as the access date. */
  function completed(node) {
    if ("embed" in node.dataset) return anywhere(node.textContent);
    const inner = node.querySelector("[data-address]");
    if (inner) {
      inner.textContent = here(inner.textContent, inner.dataset.address);
      return node.textContent.replace(CITED_ON, `[${today}]`);
    }
    return node.textContent
      .replace(/url = \{([^}]*)\}/, (_, printed) => `url = {${here(printed, node.dataset.address)}}`)
      .replace("urldate = {引用日期}", `urldate = {${today}}`);
  }

  function button(node) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "gh-copy", textContent: `复制${node.dataset.copy}` });
    made.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(node.href ?? node.textContent);
        made.textContent = "已复制";
      } catch {
        made.textContent = "没有复制成，请选中后复制";
      }
      setTimeout(() => { made.textContent = `复制${node.dataset.copy}`; }, 2000);
    });
    return made;
  }

  for (const block of document.querySelectorAll(".gh-origin, .gh-citethis, .gh-embed")) {
    const wire = () => {
      for (const node of block.querySelectorAll("[data-copy]")) {
        if (!node.href) node.textContent = completed(node);
        node.after(button(node));
      }
    };
    if (block.matches("details")) block.addEventListener("toggle", wire, { once: true });
    else wire();
  }
})();
