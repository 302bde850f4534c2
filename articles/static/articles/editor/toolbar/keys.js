// The keys of all actions and kinds, then Enter, Backspace and line breaks, then ProseMirror's own.
import { baseKeymap, chainCommands, createParagraphNear, keymap, newlineInCode } from "../core/prosemirror.js";
import { breakInCell, breakLine, endEmpty, endList, leaveCaption, selectFigure, splitBlock } from "../core/enter.js";
import { shiftLevel } from "../core/lists.js";
import { nextCell, previousCell } from "../tables/commands.js";

const enter = chainCommands(newlineInCode, breakInCell, leaveCaption, createParagraphNear, endEmpty, splitBlock);

export function keys(actions, kinds) {
  const declared = [...actions.bar.flat(), ...actions.more, ...kinds].filter(({ key }) => key);
  return [
    keymap(Object.fromEntries(declared.map(({ key, run }) => [key, run]))),
    keymap({
      "Mod-y": actions.more.find(({ name }) => name === "redo").run,
      Enter: enter,
      Backspace: chainCommands(selectFigure, endList),
      Tab: chainCommands(nextCell, shiftLevel(1)),
      "Shift-Tab": chainCommands(previousCell, shiftLevel(-1)),
      "Shift-Enter": chainCommands(newlineInCode, breakLine, splitBlock),
    }),
    keymap(baseKeymap),
  ];
}
