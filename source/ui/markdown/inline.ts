/** What stands within a paragraph, a heading or a cell. */
import type {Token, Tokens} from 'marked';
import {makeVisible} from '../../core/visible.ts';
import type {Span, Style} from '../text/line.ts';

/** The only names of characters that are resolved: they stand for what would otherwise be markup. */
const entities: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' '};

/** Pieces that may hold line ends. The line ends of the text are kept: models mean them. */
export function inlinePieces(tokens: readonly Token[], style: Style = {}): Span[] {
	const within = (inner: readonly Token[] | undefined, more: Style) =>
		inlinePieces(inner ?? [], {...style, ...more});
	return (tokens as readonly Tokens.Generic[]).flatMap((token): Span[] => {
		switch (token.type) {
			case 'text':
				if (token.tokens) return within(token.tokens, {});
				return [{...style, text: resolve(token as Tokens.Text)}];
			case 'escape':
				return [{...style, text: String(token.text)}];
			case 'strong':
				// A name such as __init__ is a name.
				if (/^__\w+__$/.test(token.raw)) return [{...style, text: token.raw}];
				return within(token.tokens, {bold: true});
			case 'em':
				return within(token.tokens, {italic: true});
			case 'del':
				return [{...style, text: '~~'}, ...within(token.tokens, {dim: true}), {...style, text: '~~'}];
			case 'codespan':
				return [{...style, tone: 'code', text: String(token.text)}];
			case 'br':
				return [{...style, text: '\n'}];
			case 'checkbox':
				// The marker of the item tells it.
				return [];
			case 'link':
			case 'image': {
				const shown = within(token.tokens, {underline: true});
				const known = token.autolink === true || token.text === token.href;
				return known ? shown : [...shown, {text: ` (${String(token.href)})`, tone: 'quiet'}];
			}
			case 'html':
				if (/^<br *\/?>\s*$/i.test(token.raw)) return [{...style, text: '\n'}];
				return [{...style, tone: 'quiet', text: token.raw}];
			default:
				return [{...style, text: token.raw}];
		}
	});
}

function resolve({text, raw}: Tokens.Text): string {
	// The lexer resolves references to characters by number, and these may be controls.
	const shown = text === raw ? text : makeVisible(text);
	return shown.includes('&')
		? shown.replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name]!)
		: shown;
}
