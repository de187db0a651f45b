"use client";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";

type Props = { text: string; yaml: boolean; label: string };

/** Text to read and to search, highlighted; only the lines in view are drawn, however many there are. */
export function CodeView({ text, yaml: highlighted, label }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  useEffect(() => {
    if (!place.current) return;
    const extensions = [
      lineNumbers(),
      search({ top: true }),
      highlightSelectionMatches(),
      keymap.of(searchKeymap),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, role: "textbox", "aria-readonly": "true" }),
      LOOK,
      syntaxHighlighting(COLOURS),
      ...(highlighted ? [yaml()] : []),
    ];
    const editor = new EditorView({
      state: EditorState.create({ doc: text.replace(/\n$/, ""), extensions }),
      parent: place.current,
    });
    view.current = editor;
    return () => editor.destroy();
  }, [text, highlighted, label]);
  return (
    <div className="relative min-h-0 flex-1">
      <button
        type="button"
        className="btn btn-small absolute top-2 right-4 z-10"
        onClick={() => view.current && openSearchPanel(view.current)}
      >
        Search
      </button>
      <div ref={place} className="h-full" />
    </div>
  );
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--move)" },
  { tag: [tags.comment, tags.meta], color: "var(--ink-3)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
]);

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "12.5px", backgroundColor: "var(--surface)", color: "var(--ink)" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--ink-3)", borderRight: "1px solid var(--line)" },
  ".cm-content": { caretColor: "transparent" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)", borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 44px 8px 12px", display: "flex", flexWrap: "wrap", gap: "6px" },
  ".cm-panel.cm-search input[type=checkbox]": { marginRight: "4px" },
  ".cm-panel.cm-search label": { fontSize: "12.5px" },
  ".cm-panel.cm-search .cm-textfield, .cm-panel.cm-search .cm-button": { fontSize: "12.5px", padding: "3px 8px" },
  ".cm-panel.cm-search [name=close]": { right: "14px", top: "6px", fontSize: "20px", color: "var(--ink-2)" },
  ".cm-textfield": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line-strong)" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "5px",
  },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent-soft)", outline: "2px solid var(--accent)" },
  ".cm-selectionMatch": { backgroundColor: "var(--mute-soft)" },
});
