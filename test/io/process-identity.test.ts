import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {describe, expect, test} from 'vitest';
import {hasEnded, nameOfUs} from '../../source/io/process-identity.ts';

describe.runIf(process.platform === 'linux')('a process that is told by its name', () => {
	test('lives while it does, has ended when it has, and so has one whose number another has now', async () => {
		const us = await nameOfUs();
		expect(await hasEnded(us)).toBe(false);
		const [pid, ticks, space] = us.split('.');
		expect(await hasEnded([pid, Number(ticks) - 1, space].join('.'))).toBe(true);
		const child = spawn('true');
		await once(child, 'close');
		expect(await hasEnded([child.pid, ticks, space].join('.'))).toBe(true);
	});

	test('is not taken for ended where it cannot be looked at: no file can be opened any more, or its ids are another space’s', async () => {
		const us = await nameOfUs();
		expect(await hasEnded(us.replace(/\d+$/, '1'))).toBe(false);
		const script = `
import {openSync} from 'node:fs';
import {hasEnded} from ${JSON.stringify(new URL('../../source/io/process-identity.ts', import.meta.url).href)};
await hasEnded(process.argv[1]);
try { for (;;) openSync('/dev/null'); } catch (error) { console.log(error.code); }
console.log(await hasEnded(process.argv[1]));
process.exit();
`;
		const child = spawn(
			'sh',
			['-c', 'ulimit -n 64; exec "$0" --input-type=module -e "$1" "$2"', process.execPath, script, us],
			{stdio: ['ignore', 'pipe', 'inherit']},
		);
		let told = '';
		child.stdout!.on('data', (text: Buffer) => {
			told += text;
		});
		await once(child, 'close');
		expect(told).toBe('EMFILE\nfalse\n');
	});
});
