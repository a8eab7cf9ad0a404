/** Every case, in the order of the page. */
import {busy} from './cases/busy.ts';
import {connections} from './cases/connections.ts';
import {instead} from './cases/instead.ts';
import {noFaults} from './cases/no-faults.ts';
import {refusals} from './cases/refusals.ts';
import {silences} from './cases/silence.ts';
import {streams} from './cases/streams.ts';
import type {FaultCase} from './fault-case.ts';

export type Family = {title: string; cases: readonly FaultCase[]};

export const families: readonly Family[] = [
	{title: 'It cannot do it now', cases: busy},
	{title: 'It refuses', cases: refusals},
	{title: 'It cannot be reached, or the line breaks', cases: connections},
	{title: 'It sends something else', cases: instead},
	{title: 'It sends an answer that is none', cases: streams},
	{title: 'It goes silent, or does not come to an end', cases: silences},
	{title: 'What looks like a fault and is none', cases: noFaults},
];

export const allCases = families.flatMap(({cases}) => cases);
