// The one door to the ProseMirror build inside django-prose-editor; nothing else of that package is used.
import { Dropcursor, Gapcursor, getMarkRange, pm } from "../../../django_prose_editor/editor.js";

export { getMarkRange };
export const { baseKeymap, chainCommands, createParagraphNear, exitCode, newlineInCode, splitBlockAs, toggleMark } = pm.commands;
export const { closeHistory, history, isHistoryTransaction, redo, redoNoScroll, undo, undoNoScroll } = pm.history;
export const { keymap } = pm.keymap;
export const {
  DOMParser: DocumentReader,
  DOMSerializer: DocumentWriter,
  Fragment,
  Node: DocumentNode,
  Schema,
  Slice,
} = pm.model;
export const { EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } = pm.state;
export const tables = pm.tables;
export const { Step, StepResult } = pm.transform;
export const { Decoration, DecorationSet, EditorView } = pm.view;

// Extensions of Tiptap, of which only the plugins are taken.
const pluginsOf = ({ config }, options) => config.addProseMirrorPlugins.call({ options });
// A cursor where there is no text, and a line where what is dragged would be dropped.
export const cursors = () => [...pluginsOf(Gapcursor, {}), ...pluginsOf(Dropcursor, { class: "article-drop", width: 2 })];
