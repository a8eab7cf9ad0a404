/**
 * Storms of sizes, as when a window is dragged or a tiling shuffled. `npm run test:signals` has more of them, in more
 * states.
 */
import {readFileSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {Terminal} from '../helpers/terminal.ts';
import {onScreen} from './states.ts';

const {ORCHESTRAI_TEST_SIGNALS: wanted} = process.env;
const many = wanted === 'all' || wanted === 'resizes';
const states = many
	? ([
			'at home',
			'on the page before a run',
			'while an answer streams',
			'in the editor of the app',
			'while a recording is watched',
		] as const)
	: (['in the editor of the app'] as const);
/** Of storms. */
const most = 40;
const megabyte = 1024 ** 2;

/** The last six storms took less than 2 MB each. */
function isLevel(resident: number[]): boolean {
	const before = resident.at(-7);
	return before !== undefined && resident.at(-1)! - before < 12 * megabyte;
}

/** From 1×1 to 500×200, in an order that is the same each time. */
const sizes = Array.from(
	{length: many ? 300 : 60},
	(_, n) => [1 + ((n * 7919) % 500), 1 + ((n * 104_729) % 200)] as const,
);

async function storm(terminal: Terminal): Promise<void> {
	for (const [columns, rows] of sizes) {
		terminal.resize(columns, rows);
		// The kernel tells of each by a signal; those that come while one is heeded are one.
		await setImmediate();
	}
	terminal.resize(1, 1);
}

/** What moves by itself is left out: times, the spinner, and the room that they take. */
function still(screen: string): string {
	return screen
		.replaceAll(/Nothing more for [\dms ]+\./g, '')
		.replaceAll(/[\d.:⠀-⣿●]+/gu, '0')
		.replaceAll(/(?<=[ ─│])[ ─]+/g, '');
}

function residentOf(pid: number): number {
	return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
}

test.runIf(process.platform === 'linux').for(states)(
	'A storm of sizes %s leaves the screen whole, and takes no memory that it does not give back.',
	async state => {
		const {terminal, app} = await onScreen[state]();
		if (state === 'while a recording is watched') {
			terminal.press('$');
			await terminal.until('the run ended');
		}
		const before = still(terminal.screen());
		const endures = async () => {
			await storm(terminal);
			terminal.resize(120, 36);
			await terminal.until(screen => still(screen) === before);
		};
		await endures();
		if (!many) return;
		// The heap grows to what the largest screens need, and then no more.
		const resident = [residentOf(app)];
		while (resident.length < most && !isLevel(resident)) {
			await endures();
			resident.push(residentOf(app));
		}
		console.log(`${state}: ${resident.map(bytes => Math.round(bytes / megabyte)).join(' ')} MB`);
		expect(resident).toSatisfy(isLevel);
	},
);
