/**
 * Colours code by what its parts are. The grammars are heavy, so they are loaded when the first code is shown; until
 * then, and for a language that is not known, there is nothing to show but the code itself.
 */
import type {createLowlight} from 'lowlight';
import type {Line, Span} from '../text/line.ts';
import type {Tone} from '../theme.ts';

type Lowlight = ReturnType<typeof createLowlight>;
type Node = ReturnType<Lowlight['highlight']>['children'][number];

export type Highlighter = {
	/** The lines of the code; null if they cannot be told apart, or not yet. */
	highlight(language: string, code: string): Line[] | null;
	/** Grows once, when the grammars have come: what was shown without them can be shown anew. */
	revision(): number;
	/** Told when they have come. */
	subscribe(listener: () => void): () => void;
};

export function createHighlighter(
	load: () => Promise<Lowlight> = async () => {
		const {common, createLowlight} = await import('lowlight');
		return createLowlight(common);
	},
): Highlighter {
	const listeners = new Set<() => void>();
	let lowlight: Lowlight | null = null;
	let loading = false;

	async function fetch(): Promise<void> {
		loading = true;
		try {
			lowlight = await load();
		} catch {
			// Code without colours can be read all the same, and there is nothing that a person could mend.
			return;
		}
		for (const listener of listeners) listener();
	}

	return {
		highlight(language, code) {
			if (!lowlight) {
				if (!loading) void fetch();
				return null;
			}
			if (!lowlight.registered(language)) return null;
			try {
				return linesOfTree(lowlight.highlight(language, code).children);
			} catch {
				// A grammar that fails on odd code leaves it as it is.
				return null;
			}
		},
		revision: () => (lowlight ? 1 : 0),
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

function linesOfTree(nodes: readonly Node[]): Line[] {
	const lines: Span[][] = [[]];
	const visit = (node: Node, tone: Tone | undefined) => {
		if (node.type === 'element') {
			const own = toneOf(node.properties.className) ?? tone;
			for (const child of node.children) visit(child as Node, own);
		} else if (node.type === 'text') {
			const [first, ...rest] = node.value.split('\n');
			if (first !== '') lines.at(-1)!.push({text: first!, tone});
			for (const text of rest) lines.push(text === '' ? [] : [{text, tone}]);
		}
	};
	for (const node of nodes) visit(node, undefined);
	return lines;
}

/** The scopes of highlight.js that have a tone; the others are plain. */
const tones: Record<string, Tone> = {
	keyword: 'keyword',
	literal: 'number',
	built_in: 'type',
	'selector-tag': 'keyword',
	'template-tag': 'keyword',
	doctag: 'keyword',
	name: 'keyword',
	string: 'string',
	regexp: 'string',
	'char.escape': 'string',
	link: 'string',
	number: 'number',
	symbol: 'number',
	bullet: 'number',
	comment: 'comment',
	quote: 'comment',
	title: 'title',
	section: 'title',
	'selector-id': 'title',
	'selector-class': 'title',
	type: 'type',
	'selector-pseudo': 'type',
	'selector-attr': 'type',
	attr: 'attribute',
	attribute: 'attribute',
	property: 'attribute',
	variable: 'attribute',
	'template-variable': 'attribute',
	meta: 'meta',
	addition: 'added',
	deletion: 'removed',
};

function toneOf(classes: unknown): Tone | undefined {
	const first = Array.isArray(classes) ? String(classes[0]) : '';
	return tones[first.replace(/^hljs-/, '')];
}
