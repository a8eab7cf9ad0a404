/** What the graph says of an operation of a run, in the room that a form of drawing gives it. */
import type {Operation} from '../../core/pipeline/pipeline.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Card, CardForm} from '../graph/cards.ts';
import {duration, spent, tokens} from '../text/figures.ts';
import {type Line, type Span, type Style, widthOfLine} from '../text/line.ts';
import {cutEnd, pad, widthOf} from '../text/width.ts';
import type {Glyphs} from '../theme.ts';
import {type Look, timeOf} from './look.ts';

/** Cells for most words of a status, "to review" among them. */
const wordReserve = 9;
/** Cells for time, tokens and cost; for time and tokens; for the word of the status. */
const reserveIn = ({most}: CardForm) => (most >= 26 ? 23 : most >= 20 ? 14 : wordReserve);
/** Cells for a model's name: most are no longer. */
const modelReserve = 12;

/** The columns of the rails, from the one that is kept longest. */
const columns = {word: 14, time: 7, tokens: 7, cost: 9};

/** As large as the card will become, so that a drawing holds for the whole run. */
export function reservedCard({output_name, module}: Operation, form: CardForm, rails: boolean): Card {
	const shown = visible(module);
	const figures = 'x'.repeat(reserveIn(form));
	const name = {text: visible(output_name)};
	if (rails) {
		const {word, time, tokens: count, cost} = columns;
		return {mark: null, name, details: [[{text: 'x'.repeat(word + time + count + cost + moduleRoom)}]]};
	}
	const withModel = `${shown}${' '.repeat(3 + modelReserve)}`;
	const modules = widthOf(withModel) + 2 <= form.most ? withModel : shown;
	const details = form.details > 1 ? [[{text: modules}], [{text: figures}]] : [[{text: figures}]];
	return {mark: {text: 'x'}, name, details};
}

/** Cells for the module in the rails, a space before it included. */
const moduleRoom = 20;

export type CardSubject = {
	operation: OperationState;
	look: Look;
	/** Milliseconds since the epoch. */
	now: number;
	glyphs: Glyphs;
	name: Style;
};

/** `room`: cells for each detail. */
export function boxCard(subject: CardSubject, form: CardForm, room: number): Card {
	const {operation, look} = subject;
	const status = statusLine(subject, room);
	const module = moduleLine(subject, room);
	const waits = operation.status === 'pending' && !operation.redo && look.tone === 'quiet';
	// A word that is whole says more than a name that is cut.
	const named = widthOf(visible(operation.operation.module)) <= room;
	const brief = waits && named ? module : status;
	return {...head(subject), details: form.details > 1 ? [module, status] : [brief]};
}

/** Columns, as many as fit. */
export function railCard(subject: CardSubject, room: number): Card {
	const {operation, look, now} = subject;
	const {time: taken, count, cost} = figuresOf(operation, now);
	const {until} = look;
	const word = until === undefined ? look.word : 'again in';
	const time = until === undefined ? taken : duration(until - now);
	const line: Span[] = [];
	const add = (text: string, width: number, side: 'left' | 'right', tone: Span['tone'] = 'quiet') => {
		if (widthOfLine(line) + width <= room) line.push({text: pad(text, width, side), tone});
	};
	add(word, columns.word, 'right', look.tone);
	const left = room - columns.word - columns.time - columns.tokens;
	const modules = Math.min(moduleRoom, left);
	if (modules >= 8) add(` ${visible(operation.operation.module)}`, modules, 'right');
	add(time, columns.time, 'left');
	add(count, columns.tokens, 'left');
	add(cost, columns.cost, 'left');
	return {...head(subject), details: [line]};
}

function head({operation, look, name}: CardSubject): Pick<Card, 'mark' | 'name'> {
	return {
		mark: {text: look.glyph, tone: look.tone, bold: look.tone !== 'quiet'},
		name: {...name, text: visible(operation.operation.output_name)},
	};
}

function moduleLine({operation, glyphs}: CardSubject, room: number): Line {
	const model = operation.calls.at(-1)?.model;
	const parts = [visible(operation.operation.module), ...(model ? [visible(model)] : [])];
	return [{text: joined(parts, room, glyphs), tone: 'quiet'}];
}

function statusLine({operation, look, now, glyphs}: CardSubject, room: number): Line {
	const {time, count, cost} = figuresOf(operation, now);
	switch (operation.status) {
		case 'running': {
			if (look.tone === 'attention')
				return [{text: cutEnd(look.word, room, glyphs.ellipsis), tone: look.tone}];
			// Beside what counts down, what counts up would be a second clock.
			if (look.until !== undefined) return [{text: againIn(look.until - now, room), tone: look.tone}];
			const long = [look.word, time, count].filter(Boolean);
			const parts = widthOf(`${look.word}   ${time}`) <= room ? long : [time, count].filter(Boolean);
			return [{text: joined(parts, room, glyphs), tone: look.tone}];
		}
		case 'done': {
			const mine = operation.versions.some(
				({version, by}) => version === operation.current && by === 'person',
			);
			const figures = [mine ? 'you' : '', time, count, cost].filter(Boolean);
			if (figures.length === 0) return [{text: look.word, tone: 'quiet'}];
			if (!look.notable) return [{text: joined(figures, room, glyphs), tone: 'quiet'}];
			const [word, ...rest] = [look.word, ...figures];
			const text = joined([word!, ...rest], room, glyphs);
			return [
				{text: text.slice(0, word!.length), tone: look.tone},
				{text: text.slice(word!.length), tone: 'quiet'},
			];
		}
		default:
			return [{text: cutEnd(look.word, room, glyphs.ellipsis), tone: look.tone}];
	}
}

/** As much of it as there is room for, the time last. */
function againIn(ms: number, room: number): string {
	const left = duration(ms);
	return [`again in ${left}`, `in ${left}`].find(text => widthOf(text) <= room) ?? left;
}

/** Empty where nothing is known. */
function figuresOf(operation: OperationState, now: number): {time: string; count: string; cost: string} {
	const taken = timeOf(operation, now);
	const {money} = operation;
	const count = money.input_tokens + money.output_tokens;
	return {
		time: taken === null ? '' : duration(taken),
		count: count === 0 ? '' : tokens(count),
		// That nothing is known of a price is said once, above.
		cost: money.usd === 0 ? '' : spent(money),
	};
}

/** As many of the parts as fit, the first in any case. */
function joined(parts: readonly string[], room: number, {dot, ellipsis}: Glyphs): string {
	let text = parts[0] ?? '';
	for (const part of parts.slice(1)) {
		const longer = `${text} ${dot} ${part}`;
		if (widthOf(longer) > room) break;
		text = longer;
	}
	return cutEnd(text, room, ellipsis);
}

function visible(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}
