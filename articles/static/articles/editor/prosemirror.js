// The one door to the ProseMirror build inside django-prose-editor; nothing else of that package is used.
import { getMarkRange, pm } from "../../django_prose_editor/editor.js";

export { getMarkRange };
export const { baseKeymap, chainCommands, splitBlockAs, toggleMark } = pm.commands;
export const { history, isHistoryTransaction, redo, undo } = pm.history;
export const { keymap } = pm.keymap;
export const { DOMParser: DocumentReader, DOMSerializer: DocumentWriter, Fragment, Schema, Slice } = pm.model;
export const { EditorState, Plugin, TextSelection } = pm.state;
export const { Decoration, DecorationSet, EditorView } = pm.view;
