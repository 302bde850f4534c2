// Lets textarea[data-growing] be as high as its text, where the browser's CSS cannot.

if (!CSS.supports("field-sizing", "content")) {
  document.querySelectorAll("textarea[data-growing]").forEach((textarea) => {
    const grow = () => {
      textarea.style.height = "auto";
      textarea.style.height = `${textarea.scrollHeight}px`;
    };
    textarea.addEventListener("input", grow);
    grow();
  });
}
