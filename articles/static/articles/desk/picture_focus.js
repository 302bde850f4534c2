// [data-picture-focus] holds the picture: a click on it, or an arrow key, sets its focus. The two sliders below say the
// same, and are all there is without this script. Crops beside it follow.
import { element } from "../editor/core/elements.js";
import { gettext } from "../editor/core/gettext.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.querySelectorAll("[data-picture-focus]").forEach((whole) => {
  const sliders = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));
  // Whoever may only look has none.
  if (!sliders.every(Boolean)) return;
  const mark = element("button", { type: "button", class: "picture-mark", "aria-label": gettext("Focus: move it with the arrow keys") });
  const crops = document.querySelectorAll(".picture-crop img");
  whole.append(mark);

  const show = () => {
    const [x, y] = sliders.map((slider) => `${slider.value * 100}%`);
    Object.assign(mark.style, { left: x, top: y });
    crops.forEach((crop) => Object.assign(crop.style, { objectPosition: `${x} ${y}` }));
  };
  const move = (...values) => {
    values.forEach((value, axis) => (sliders[axis].value = value));
    show();
  };

  whole.addEventListener("click", (event) => {
    // A key that presses the mark makes a click without a place.
    if (!event.detail) return;
    const box = whole.querySelector("img").getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    mark.focus();
  });
  mark.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.1 : 0.01;
    move(...sliders.map((slider, axis) => Number(slider.value) + step[axis] * size));
  });
  sliders.forEach((slider) => slider.addEventListener("input", show));
  show();
});
