() => {
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const edge = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')].filter((element) => {
    if (!element.checkVisibility() || element.closest('.table-wrap') !== null && !element.matches('.table-wrap')) return false;
    return element.getBoundingClientRect().right > edge + 1;
  });
  return [`${wide} px too wide`, ...out.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className} ${(e.textContent || '').trim().slice(0, 30)}`)];
}
