// The keys of all actions and kinds, then Enter, Backspace and line breaks, then ProseMirror's own.
import { baseKeymap, chainCommands, createParagraphNear, keymap, newlineInCode } from "../core/prosemirror.js";
import { breakInCell, breakLine, endEmptyList, endList, leaveCaption, splitBlock } from "../core/enter.js";

const enter = chainCommands(newlineInCode, breakInCell, leaveCaption, createParagraphNear, endEmptyList, splitBlock);

export function keys(actions, kinds) {
  const declared = [...actions.flat(), ...kinds].filter(({ key }) => key);
  return [
    keymap(Object.fromEntries(declared.map(({ key, run }) => [key, run]))),
    keymap({
      "Mod-y": actions.flat().find(({ name }) => name === "redo").run,
      Enter: enter,
      Backspace: endList,
      "Shift-Enter": chainCommands(newlineInCode, breakLine, splitBlock),
    }),
    keymap(baseKeymap),
  ];
}
