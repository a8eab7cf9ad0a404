import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {RunApp} from '../../../source/ui/app.tsx';
import {createDesk} from '../../../source/ui/desk.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {noSteering} from '../no-steering.ts';
import {aReplay} from './a-replay.ts';

const ended: (() => void)[] = [];
afterEach(() => {
	for (const end of ended.splice(0)) end();
	vi.useRealTimers();
});

function show({columns, rows}: {columns: number; rows: number}) {
	const {playback} = aReplay();
	const screen = render(
		<RunApp
			view={playback}
			playback={playback}
			desk={createDesk()}
			theme={createTheme({color: false})}
			title={{model: null, recorded: true, folder: null}}
			intentions={{
				quit() {},
				pause() {},
				proceed() {},
				copy: async () => 'Copied.',
				fork: async () => null,
				...noSteering,
			}}
			openEditor={() => Promise.reject(new Error('no editor'))}
			drafts={{load: () => null, save() {}, discard() {}}}
		/>,
	);
	Object.defineProperties(screen.stdout, {
		columns: {value: columns, configurable: true},
		rows: {value: rows, configurable: true},
	});
	screen.stdout.emit('resize');
	ended.push(screen.unmount);
	const sees = (text: string) => vi.waitFor(() => expect(screen.lastFrame()).toContain(text));
	return {playback, screen, sees, rows: () => (screen.lastFrame() ?? '').split('\n')};
}

describe('the screen of a replay', () => {
	for (const size of [
		{columns: 120, rows: 36},
		{columns: 80, rows: 24},
		{columns: 60, rows: 16},
	]) {
		test(`fills ${size.columns}×${size.rows} and never more, its bar above the keys`, async () => {
			const {playback, screen, sees, rows} = show(size);
			const {count} = playback.moment();
			await vi.waitFor(() => expect(stringWidth(rows()[1]!)).toBe(size.columns));
			for (let actions = 2; actions <= count; actions++) {
				screen.stdin.write('.');
				await sees(` ${actions}/${count} `);
				expect(rows()).toHaveLength(size.rows);
				for (const row of rows()) expect(stringWidth(row)).toBeLessThanOrEqual(size.columns);
				expect(rows().at(-2)).toContain(`${actions}/${count}`);
				expect(rows().at(-1)).toContain(actions === count ? 'space again' : 'space play');
			}
		});
	}

	test('proposes a fork where a decision was taken, in place of what was decided', async () => {
		const {playback, screen, sees} = show({columns: 80, rows: 24});
		playback.seek(7);
		await sees('Edited by the person');
		await sees('q leave');
		screen.stdin.write('f');
		await sees('Begin a new run from this moment?');
		expect(screen.lastFrame()).not.toContain('Edited by the person');
		screen.stdin.write('\u001B');
		await sees('Edited by the person');
	});

	test('tells of a decision where it was taken, and shows the recorded time', async () => {
		const {playback, sees, rows} = show({columns: 100, rows: 30});
		playback.seek(3);
		await sees('request asked');
		await sees('A budget tracker');
		playback.seek(7);
		await sees('Edited by the person 1m 00s later: that is v2.');
		expect(rows()[0]).toMatch(/1 to decide .* 00:13 *$/);
	});

	test('plays by itself to the end; before and after nothing wakes the machine', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance']});
		const {playback, screen, sees} = show({columns: 100, rows: 30});
		await vi.advanceTimersByTimeAsync(1000);
		await sees('space play');
		expect(vi.getTimerCount()).toBe(0);
		screen.stdin.write('2');
		screen.stdin.write(' ');
		await vi.advanceTimersByTimeAsync(2000);
		await sees('space pause');
		expect(playback.moment().played_ms).toBeGreaterThan(3500);
		expect(playback.moment().played_ms).toBeLessThan(4500);
		await vi.advanceTimersByTimeAsync(3000);
		await sees('■ the run ended');
		expect(vi.getTimerCount()).toBe(0);
	});
});
