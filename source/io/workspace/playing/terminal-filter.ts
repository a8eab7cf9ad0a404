/**
 * Lets through, of what a played program prints, only what a terminal shows or moves by. What would have the terminal
 * answer into the keyboard, set its title or its clipboard, or change what cannot be taken back, is dropped.
 */

import {characterSets, isAllowedMode, isAlternatePage} from '../../terminal-modes.ts';
import {PrintedText} from './printed-text.ts';

export type TerminalFilter = {
	/** What of these bytes may be written to the terminal: whole sequences only, however the bytes are cut. */
	pass(bytes: Uint8Array): string;
	/** How the program has left the terminal. */
	left(): Left;
	/** The end of what it printed, without control sequences; control characters of Unicode may be in it. */
	tail(): string;
};

export type Left = {
	/** The private mode by which another page is shown; null while it is the first one. */
	alternatePage: number | null;
	/** It put the cursor where it wanted, so that nothing tells where its text ends. */
	moved: boolean;
	/** The cursor stands at the beginning of a line, if it was not moved. */
	atLineStart: boolean;
};

/** The beginnings of sequences that are collected; what is longer is none that passes. */
const longest = 128;

const controls = /[\u0000-\u001F\u007F-\u009F]/g;
/** BEL, BS, HT, LF, VT, FF, CR, and the two shifts between character sets. */
const passing = new Set('\u0007\b\t\n\v\f\r\u000E\u000F');

/** With numbers alone: insert and delete, move, erase, scroll, repeat. */
const plainSequences = new Set('@ABCDEFGHIJKLMPSTXZ`abdef');
/** Of these, what puts the cursor somewhere that has nothing to do with where it was. */
const placing = new Set('Hfd');
const plainEscapes = new Set(['7', '8', 'D', 'E', 'M', '=', '>']);
/** What begins a text for the terminal that nobody sees, up to its terminator. `k` is that of screen and tmux. */
const stringStarts = new Set(']PX^_k');

/** `unicode`: the terminal reads UTF-8; in one that does not, any other character could be a control to it. */
export function createTerminalFilter({unicode}: {unicode: boolean}): TerminalFilter {
	const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	const printed = new PrintedText();
	const left: Left = {alternatePage: null, moved: false, atLineStart: true};
	let state: 'text' | 'escape' | 'sequence' | 'string' = 'text';
	/** Of an escape or a sequence, what has come since its first characters. */
	let body = '';
	let endsAtBell = false;
	let movedBefore = false;

	function text(piece: string): string {
		if (piece === '') return '';
		printed.add(piece);
		left.atLineStart = false;
		return unicode ? piece : piece.replaceAll(/[^\0-\x7F]/gu, '?');
	}

	/** A control character, which acts in the midst of a sequence too. */
	function control(character: string): string {
		if (!passing.has(character)) return '';
		if (character === '\r') printed.return();
		else if (character === '\b') printed.back();
		else if (character === '\t') printed.add(character);
		else if ('\n\v\f'.includes(character)) printed.newLine();
		if ('\r\n\v\f'.includes(character)) left.atLineStart = true;
		return character;
	}

	function begin(next: typeof state): void {
		state = next;
		body = '';
	}

	/** The second character of an escape, or a control that stands for both. */
	function introduce(character: string): string {
		if (character === '[') begin('sequence');
		else if (stringStarts.has(character)) {
			begin('string');
			endsAtBell = character === ']';
		} else {
			begin('text');
			return plainEscape(character);
		}

		return '';
	}

	function plainEscape(final: string): string {
		if (!plainEscapes.has(final)) return '';
		if ('8M'.includes(final)) place();
		return `\u001B${final}`;
	}

	function place(): void {
		left.moved = true;
		printed.breakLine();
	}

	function inEscape(character: string): string {
		if (character >= ' ' && character <= '/') {
			if (body.length < longest) body += character;
			return '';
		}

		if (character < ' ' || character > '~') return unexpected(character);
		if (body === '') return introduce(character);
		const set = body.length === 1 && '()'.includes(body) && characterSets.includes(character);
		const sequence = set ? `\u001B${body}${character}` : '';
		begin('text');
		return sequence;
	}

	function inSequence(character: string): string {
		if (character >= ' ' && character <= '?') {
			if (body.length <= longest) body += character;
			return '';
		}

		if (character < '@' || character > '~') return unexpected(character);
		const sequence = body.length > longest ? '' : judge(body, character);
		begin('text');
		return sequence;
	}

	/** In the midst of an escape or a sequence. */
	function unexpected(character: string): string {
		if (character === '\u007F') return '';
		if (character === '\u0018' || character === '\u001A') {
			begin('text');
			return '';
		}

		if (character < ' ') return control(character);
		begin('text');
		return text(character);
	}

	/** The sequence as it may be written; empty where it may not. */
	function judge(parameters: string, final: string): string {
		const whole = `\u001B[${parameters}${final}`;
		if (final === 'm') return /^[\d;:]*$/.test(parameters) ? whole : '';
		if ((final === 'h' || final === 'l') && parameters.startsWith('?'))
			return switchModes(parameters.slice(1), final);
		if (!/^(\d{0,5};){0,3}\d{0,5}$/.test(parameters)) return '';
		switch (final) {
			case 'h':
			case 'l':
				// Whether what is typed is inserted.
				return parameters === '4' ? whole : '';
			case 's':
			case 'u':
				// With numbers they set margins, or are about the keyboard.
				if (parameters !== '') return '';
				if (final === 'u') place();
				return whole;
			case 'J':
				// The lines that have scrolled away are the person's.
				if (Number(parameters) > 2) return '';
				break;
			case 'T':
				// With more numbers it holds the mouse until the program lets go.
				if (parameters.includes(';')) return '';
				break;
			case 'b':
				if (parameters.length > 4) return '';
				break;
			case 'r':
				place();
				return whole;
		}

		if (!plainSequences.has(final)) return '';
		if (placing.has(final)) place();
		return whole;
	}

	/** Back on the first page, the cursor is where it was. */
	function turnPage(mode: number, away: boolean): void {
		if (away && left.alternatePage === null) movedBefore = left.moved;
		place();
		left.alternatePage = away ? mode : null;
		if (!away && mode === 1049) left.moved = movedBefore;
	}

	/** Of the modes that are named, those that are allowed. */
	function switchModes(parameters: string, final: 'h' | 'l'): string {
		if (!/^[\d;]*$/.test(parameters)) return '';
		const modes = parameters.split(';').map(Number).filter(isAllowedMode);
		for (const mode of modes.filter(isAlternatePage)) turnPage(mode, final === 'h');
		return modes.length === 0 ? '' : `\u001B[?${modes.join(';')}${final}`;
	}

	function pass(input: string): string {
		let passed = '';
		for (let at = 0; at < input.length; ) {
			if (state === 'text' || state === 'string') {
				controls.lastIndex = at;
				const end = controls.exec(input)?.index ?? input.length;
				if (state === 'text') passed += text(input.slice(at, end));
				at = end;
				if (at === input.length) break;
			}

			const character = input[at++]!;
			// Those of C1 are an escape and a letter in one.
			if (character === '\u001B') begin('escape');
			else if (character >= '\u0080' && character <= '\u009F')
				passed += introduce(String.fromCharCode(character.charCodeAt(0) - 0x40));
			else if (state === 'escape') passed += inEscape(character);
			else if (state === 'sequence') passed += inSequence(character);
			else if (state === 'text') passed += control(character);
			else if ('\u0018\u001A'.includes(character) || (endsAtBell && character === '\u0007')) begin('text');
		}

		return passed;
	}

	return {
		pass: bytes => pass(decoder.decode(bytes, {stream: true})),
		left: () => ({...left}),
		tail: () => printed.tail(),
	};
}
