// The text to save follows the side that is chosen, until it is changed by hand.
document.querySelectorAll("[data-merge] section").forEach((section) => {
  const field = section.querySelector("textarea");
  if (!field) return;
  const sides = [...section.querySelectorAll("input[data-text]")];
  const isOwn = () => !sides.some(({ dataset }) => dataset.text === field.value);
  sides.forEach((side) =>
    side.addEventListener("change", () => {
      if (!isOwn()) field.value = side.dataset.text;
    }),
  );
  // What reads as one side again is that side.
  field.addEventListener("input", () => {
    const same = sides.find(({ dataset }) => dataset.text === field.value);
    if (same) same.checked = true;
    else if (!sides.some(({ checked }) => checked)) sides.find(({ value }) => value === "ours").checked = true;
  });
});
