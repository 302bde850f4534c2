// In a row of controls one is in the tab order, and the arrow keys go to the others; Escape goes back to the text.

// Returns a function that puts the first shown control into the tab order again, after others were shown or hidden.
export function roveFocus(row, leave) {
  const all = () => [...row.querySelectorAll("button, select")];
  const offer = (control) => all().forEach((other) => (other.tabIndex = other === control ? 0 : -1));
  const offerFirst = () => offer(all().find((control) => !control.hidden));
  offerFirst();
  row.addEventListener("focusin", (event) => offer(event.target));
  row.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    // On a narrow page, not all are in the row.
    const controls = all().filter((control) => control.checkVisibility());
    const next = nextControl(controls, controls.indexOf(event.target), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return offerFirst;
}

function nextControl(controls, index, key) {
  const last = controls.length - 1;
  const places = {
    ArrowRight: index === last ? 0 : index + 1,
    ArrowLeft: index === 0 ? last : index - 1,
    Home: 0,
    End: last,
  };
  return controls[places[key]];
}
