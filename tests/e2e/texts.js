() => {
  const found = [document.title];
  const hidden = (element) => element.closest('[data-words="kept"], .lookup-key, code, script, style, template');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() && !hidden(element) && element.checkVisibility()) found.push(node.data.trim());
  }
  for (const element of document.querySelectorAll('[placeholder],[aria-label],[title],[alt]')) {
    if (hidden(element)) continue;
    for (const name of ['placeholder', 'aria-label', 'title', 'alt'])
      if (element.getAttribute(name)) found.push(element.getAttribute(name));
  }
  for (const option of document.querySelectorAll('option')) found.push(option.text);
  return [...new Set(found)];
}
