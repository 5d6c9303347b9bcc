// The preview on the maintainer's machine: loads the page again when it has changed, and shows findings over it.
(() => {
  const zh = (navigator.language || '').startsWith('zh');
  const say = (en, cn) => (zh ? cn : en);
  const both = (text) => (text ? (zh ? text.zh : text.en) : '');
  const { state } = document.currentScript.dataset;
  let host;

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };

  const finding = (one) => {
    const place = [one.path, one.line, one.column].filter((part) => part !== null && part !== undefined).join(':');
    const item = element('li', '', element('p', place), element('strong', both(one.what)));
    const facts = element('dl');
    for (const [name, value] of [
      [say('found', '现在是'), one.found],
      [say('expected', '应当是'), both(one.expected)],
      [say('what to do', '怎么改'), both(one.fix)],
    ]) if (value) facts.append(element('dt', name), element('dd', value));
    item.append(facts);
    return item;
  };

  const show = (findings) => {
    if (host) host.remove();
    host = undefined;
    if (!findings.length) return;
    host = element('guihua-findings');
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto; display: block;
        background: #fff; color: #1a1a1a; border-top: 4px solid #b3261e; font: 16px/1.6 system-ui, sans-serif;
        box-shadow: 0 -4px 24px rgb(0 0 0 / 35%); }
      section { max-width: 60rem; margin: auto; padding: 1rem; }
      header { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
      h2 { margin: 0; font-size: 1.1rem; }
      button { font: inherit; flex: none; padding: 0 12px; min-height: 44px; background: none; border: 1px solid #767676; border-radius: 4px;
        cursor: pointer; color: inherit; }
      ol { padding-left: 1.5rem; } li { margin: .75rem 0; }
      p { margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
      dl { margin: .25rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .125rem .75rem; }
      dt { color: #595959; } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
      @media (prefers-color-scheme: dark) { :host { background: #1e1e1e; color: #eee; } dt { color: #b5b5b5; } }
      @media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }`);
    shadow.adoptedStyleSheets = [sheet];
    const close = element('button', say('Close', '关闭'));
    close.addEventListener('click', () => host.remove());
    const title = element('h2', say(
      `${findings.length} to mend; the pages below are those of the last good state`,
      `有 ${findings.length} 处要改；下面还是改动以前的页面`));
    const list = element('ol', '', ...findings.slice(0, 20).map(finding));
    const more = findings.length > 20 ? [element('p', say(`${findings.length - 20} more in the terminal`, `其余 ${findings.length - 20} 处见终端`))] : [];
    const section = element('section', '', element('header', '', title, close), list, ...more);
    section.setAttribute('role', 'alert');
    shadow.append(section);
    document.documentElement.append(host);
  };

  const listen = () => {
    const news = new EventSource(`/-preview/news?page=${encodeURIComponent(location.pathname)}&state=${state}`);
    news.addEventListener('findings', (event) => show(JSON.parse(event.data)));
    news.addEventListener('reload', () => location.reload());
    window.addEventListener('pagehide', () => news.close(), { once: true });
  };
  listen();
  window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
})();
