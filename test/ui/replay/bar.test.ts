import {describe, expect, test} from 'vitest';
import type {Moment} from '../../../source/core/playback/playback.ts';
import {replayBar} from '../../../source/ui/replay/bar.ts';
import {createMarks} from '../../../source/ui/replay/marks.ts';
import {widthOfLine} from '../../../source/ui/text/line.ts';
import {textOf} from '../../../source/ui/text/rich.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aReplay} from './a-replay.ts';

const theme = createTheme();

function show(width = 120, changes: Partial<Moment> = {}, {unicode = true} = {}) {
	const {playback} = aReplay();
	const marks = createMarks(playback);
	return {
		playback,
		row(more: Partial<Moment> = changes) {
			const moment = {...playback.moment(), ...more};
			const happened = playback.recording.glance(moment.actions - 1);
			const line = replayBar({moment, happened, marks}, width, unicode ? theme : createTheme({unicode}));
			expect(widthOfLine(line)).toBeLessThanOrEqual(width);
			return textOf(line);
		},
	};
}

describe('the bar of a replay', () => {
	test('says how it stands, what happened last, where it is, and how fast it goes', () => {
		const {playback, row} = show();
		expect(row()).toMatch(/^ ‖ the run began .*●.* {2}1\/15 {2}00:00\/00:08 {4}1×$/);
		playback.play();
		playback.setSpeed(16);
		expect(row()).toMatch(/^ ▶ .* 16×$/);
		playback.seek(9);
		expect(row()).toContain(' code began ');
		playback.toEnd();
		expect(row()).toMatch(/^ ■ the run ended .*● {2}15\/15 {2}00:08\/00:08/);
	});

	test('marks where something began, was decided, was run and failed; what failed goes before the rest', () => {
		const {row} = show();
		const track = /[●┼─↻◆]+/.exec(row())![0];
		expect(track.replaceAll('─', '')).toMatch(/^●◆┼?◆┼?↻↻$/);
		const {playback} = aReplay(run => {
			run.begin('plan', 'code_planner');
			run.emit({
				type: 'module-failed',
				output_name: 'plan',
				module: 'code_planner',
				attempt: 1,
				kind: 'quota',
				message: 'No quota.',
				remedy: null,
				paused: false,
			});
		});
		expect(createMarks(playback).cells(1)).toEqual(['failed']);
	});

	test('says that a wait is shortened, and how long it really was, at every width', () => {
		for (const width of [60, 80, 120]) {
			const {row} = show(width, {shortened_ms: 252_000, playing: true});
			expect(row()).toContain('wait of 4m 12s shortened');
			expect(row({shortened_ms: 252_000})).not.toContain('wait');
		}
	});

	test('says that it follows, instead of a speed', () => {
		expect(show().row({playing: true, following: true})).toMatch(/^ ▶ .* {2}following$/);
	});

	test('keeps its places while it plays, however long what happens is called', () => {
		for (const width of [60, 80, 100, 120]) {
			const {playback, row} = show(width);
			const places = new Set<string>();
			for (let actions = 1; actions <= playback.moment().count; actions++) {
				playback.seek(actions);
				const text = row();
				places.add(`${text.length} ${text.indexOf('/15')}`);
			}
			expect([...places]).toHaveLength(1);
		}
	});

	test('is drawn in ASCII where there is no UTF-8', () => {
		const {playback, row} = show(80, {}, {unicode: false});
		playback.seek(9);
		expect(row()).toMatch(/^[\x20-\x7E]*$/);
	});
});
