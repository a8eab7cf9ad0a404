/** An action of which no more is parsed than a summary of its run needs: a line of it is long for its texts. */
import type {RunEvent} from '../../core/events.ts';
import {decodeUtf8} from '../utf8.ts';
import {readHead} from './action-head.ts';
import {judgeAction} from './action-shape.ts';
import {isRecord, lengthOf, parse, parseLine} from './parse-line.ts';

/** Of these it is enough that they happened, and when. */
const bulky = ['model-asked', 'files-written', 'program-ran', 'answer-reused', 'output-edited'] as const;
type Bulky = (typeof bulky)[number];

/** Model, prompt and response of others may be null, whatever the line says. */
export type BriefAction = Exclude<RunEvent, {type: Bulky}> | {type: Bulky; timestamp: string};

/** Null when the line holds no action that can be read. */
export function readBriefly(line: Buffer): BriefAction | null {
	return (line.length < long ? null : readBeginning(line)) ?? readWhole(line);
}

/** Shorter lines are parsed in no time, in bytes. */
const long = 1024;

/** Before the texts, which come last in a line. (Within a text its quotes would be escaped.) */
const texts = Buffer.from(',"model":');

/** Null where the line is to be parsed whole. What is damaged behind the beginning of a long line is not noticed here. */
function readBeginning(line: Buffer): BriefAction | null {
	if (lengthOf(line) === null) return null;
	const head = isBulky(typeOf(line)) ? readHead(line) : null;
	if (head !== null) return {type: head.type as Bulky, timestamp: new Date(head.told).toISOString()};
	const until = line.indexOf(texts);
	const beginning = until < 0 ? null : decodeUtf8(line.subarray(0, until));
	const value = beginning === null ? undefined : parse(`${beginning}}`);
	if (!isRecord(value)) return null;
	const action = {...value, model: null, prompt: null, response: null};
	return judgeAction(action) === null ? (action as unknown as RunEvent) : null;
}

function readWhole(line: Buffer): RunEvent | null {
	const text = decodeUtf8(line);
	const parsed = text === null ? null : parseLine(text);
	return parsed && judgeAction(parsed.value) === null ? (parsed.value as RunEvent) : null;
}

const typeAt = '{"type":"'.length;

/** As it stands where OrchestrAI writes it. */
function typeOf(line: Buffer): string {
	return line.toString('latin1', typeAt, line.indexOf('"', typeAt));
}

function isBulky(type: string): boolean {
	return (bulky as readonly string[]).includes(type);
}
