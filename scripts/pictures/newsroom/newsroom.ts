/** The bundled pipeline `newsroom` with its answers, up to the moments that pictures are taken of. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Desk, Hand} from '../desk.ts';
import {type App, baseUrl, type Stage} from '../stage.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, `${name}.md`), 'utf8');

/** What each operation's request holds that no other's does. */
const told = {
	news: ['Your angle: what happened'],
	background: ['Your angle: how it came'],
	people: ['Your angle: whom it concerns'],
	dissent: ['Your angle: what is disputed'],
	article: ['NEWS:', 'DISSENT_CHECK:'],
	news_check: ['NEWS:'],
	background_check: ['BACKGROUND:'],
	people_check: ['PEOPLE:'],
	dissent_check: ['DISSENT:'],
	print_headlines: ['For the printed page'],
	web_headlines: ['For a list of links'],
};

export type Newsroom = Record<keyof typeof told, Hand>;

export function staffNewsroom(desk: Desk): Newsroom {
	const hands = Object.entries(told).map(([name, texts]) => [name, desk.expects(texts, read(name))]);
	return Object.fromEntries(hands) as Newsroom;
}

export const newsroomArgs = ['run', 'newsroom', '--request', read('material'), '--base-url', baseUrl];

/** The first two pieces are there, one is being checked, and the others are still being written. */
export async function writeSideBySide(stage: Stage, app: App, room: Newsroom): Promise<void> {
	await app.waits(
		Promise.all([room.news.asked, room.background.asked, room.people.asked, room.dissent.asked]),
	);
	await stage.pass(1200);
	await Promise.all([room.news, room.background, room.people, room.dissent].map(hand => hand.writes(0.1)));
	await stage.pass(2100);
	room.news.finishes();
	await app.waits(room.news_check.asked);
	await stage.pass(1700);
}

/** From there to the end. */
export async function writeTheRest(stage: Stage, app: App, room: Newsroom): Promise<void> {
	const {background, people, dissent} = room;
	background.finishes();
	await app.waits(room.background_check.asked);
	await stage.pass(1400);
	people.finishes();
	await app.waits(room.people_check.asked);
	await stage.pass(900);
	dissent.finishes();
	await app.waits(room.dissent_check.asked);
	for (const check of [room.news_check, room.background_check, room.people_check, room.dissent_check]) {
		await check.writes(0.5);
		await stage.pass(1300);
		check.finishes();
	}
	await app.waits(room.article.asked);
	await stage.pass(1600);
	await room.article.writes(0.5);
	await stage.pass(3100);
	room.article.finishes();
	await app.waits(Promise.all([room.print_headlines.asked, room.web_headlines.asked]));
	await stage.pass(2200);
	room.print_headlines.finishes();
	room.web_headlines.finishes();
}
