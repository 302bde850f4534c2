// The keys of all actions and kinds, then Enter, Backspace and line breaks, then ProseMirror's own.
import { baseKeymap, chainCommands, keymap } from "../core/prosemirror.js";
import { endEmptyList, endList, splitBlock } from "../core/blocks.js";

export function keys(actions, kinds) {
  const declared = [...actions.flat(), ...kinds].filter(({ key }) => key);
  return [
    keymap(Object.fromEntries(declared.map(({ key, run }) => [key, run]))),
    keymap({
      "Mod-y": actions.flat().find(({ name }) => name === "redo").run,
      Enter: chainCommands(endEmptyList, splitBlock),
      Backspace: endList,
      "Shift-Enter": breakLine,
    }),
    keymap(baseKeymap),
  ];
}

function breakLine(state, dispatch) {
  if (state.selection.$from.parent.type.name !== "paragraph") return splitBlock(state, dispatch);
  dispatch(state.tr.replaceSelectionWith(state.schema.nodes.hard_break.create()).scrollIntoView());
  return true;
}
