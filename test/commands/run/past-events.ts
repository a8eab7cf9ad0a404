import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {RunEvent} from '../../../source/core/events.ts';

/** A real run with repairs: the bundled recording. */
export function recordedEvents(): RunEvent[] {
	const file = join(import.meta.dirname, '../../../pipelines/engineering.cassette.json');
	return (JSON.parse(readFileSync(file, 'utf8')) as {actions: RunEvent[]}).actions;
}
