() => {
  const plain = (element) => element.textContent.replace(/,/g, '').replace(/\s+/g, ' ').trim();
  const head = (cell) => plain(cell.closest('table').tHead.rows[0].cells[cell.cellIndex]);
  return [...document.querySelectorAll('main a[href*="/accidents/?"]')].flatMap((link) => {
    const text = plain(link), cell = link.closest('td');
    if (link.getAttribute('href').includes('export=')) return [];
    if (cell) {
      const unit = head(cell).startsWith('损失') ? '万元' : head(cell).startsWith('死亡') ? '人' : '起';
      return /^[\d.]+$/.test(text) ? [[text, unit, link.getAttribute('href')]] : [];
    }
    const said = /：?(\d[\d.]*) ?(起|人|万元)/.exec(text.includes(' 起') ? text.replace(/^.*?月 /, '') : `${text}${plain(link.parentElement).slice(text.length).trim()}`);
    return said ? [[said[1], said[2], link.getAttribute('href')]] : [];
  });
}
