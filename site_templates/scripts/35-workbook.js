// “Excel” among a page's downloads: the workbook is made in the browser from the page's CSV file (scripts/workbook/). The script
// for it is lazy: loaded on the first click. A page opened from a folder (file:) may not fetch the CSV file, and says so.

(() => {
  const PACK = new URL("guihua-workbook.js", document.currentScript.src).href;

  const load = () => new Promise((resolve, reject) => {
    if (window.guihua_page_workbook) return resolve();
    const script = Object.assign(document.createElement("script"), { src: PACK, onload: resolve });
    script.onerror = () => {
      script.remove();
      reject(new Error(PACK));
    };
    document.head.append(script);
  });

  for (const button of document.querySelectorAll("[data-workbook]")) {
    if (location.protocol === "file:") {
      button.replaceWith(Object.assign(document.createElement("small"), { textContent: "（从文件夹打开的网页不能生成 Excel 文件，请用 CSV）" }));
      continue;
    }
    button.hidden = false;
    const name = button.textContent;
    button.addEventListener("click", async () => {
      button.disabled = true;
      button.textContent = "正在生成…";
      let said = name;
      try {
        await load();
        await window.guihua_page_workbook(button);
      } catch {
        said = "没有生成，请重试，或用 CSV";
      }
      button.disabled = false;
      button.textContent = said;
      button.focus();
      if (said !== name) setTimeout(() => { button.textContent = name; }, 4000);
    });
  }
})();
