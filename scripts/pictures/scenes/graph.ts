import {newsroomArgs, staffNewsroom, writeSideBySide} from '../newsroom/newsroom.ts';
import type {Scene} from '../scene.ts';
import {settings} from '../stage.ts';

/** Three of four still write, and the first one's piece is being checked. */
export const graph: Scene = {
	name: 'graph',
	title: 'orchestrai run newsroom',
	files: settings,
	async play(stage) {
		const room = staffNewsroom(stage.desk);
		const app = stage.app([...newsroomArgs, '--no-preflight', '--review', 'none'], {columns: 128, rows: 38});
		await writeSideBySide(stage, app, room);
		app.presses('g', 'Right');
		await app.sees('╭─ people');
		app.presses('Up');
		await app.sees('╭─ background');
		await stage.pass(1500);
		await Promise.all([
			room.background.writes(0.8),
			room.people.writes(0.6),
			room.dissent.writes(0.45),
			room.news_check.writes(0.3),
		]);
		await stage.pass(300);
		await app.sees('a market,');
		return app.cells();
	},
};
