// What the editor has reviewed, kept beside the document but in its history: undo takes an answer back in its turn,
// and a text that moves between the document and another field of the form moves back in one step.
import { Plugin, PluginKey, Step, StepResult } from "../core/prosemirror.js";

const key = new PluginKey("notes");

// Leaves the document as it is.
class NoteStep extends Step {
  constructor(name, value, before) {
    super();
    Object.assign(this, { name, value, before });
  }

  apply(doc) {
    return StepResult.ok(doc);
  }

  invert() {
    return new NoteStep(this.name, this.before, this.value);
  }

  map() {
    return this;
  }
}

// first: { name: value }, with all the names that there will be.
export function keepNotes(first) {
  const withSteps = ({ steps }, notes) =>
    steps
      .filter((step) => step instanceof NoteStep)
      .reduce((changed, { name, value }) => ({ ...changed, [name]: value }), notes);
  return new Plugin({ key, state: { init: () => first, apply: withSteps } });
}

export function notesOf(state) {
  return key.getState(state);
}

// Once for each name in one transaction.
export function note(tr, state, name, value) {
  return tr.step(new NoteStep(name, value, notesOf(state)[name]));
}
