// Names the chosen files in Chinese, in place of the browser's own text.
document.addEventListener("change", (event) => {
  const input = event.target.closest("input[data-files]");
  if (!input) return;
  const names = [...input.files].map((file) => file.name);
  const face = input.parentElement.querySelector("[data-files-names]");
  if (face) face.textContent = names.length ? names.join("、") : "未选文件";
});
