import {expect, test} from 'vitest';
import {type Expiry, watchLimits} from '../../../source/io/models/watchdog.ts';

const limits = {first_token_timeout_ms: 600_000, idle_timeout_ms: 120_000, timeout_ms: 1_800_000};
const minute = 60_000;

/** Time and naps in the hand of the test: a nap may end later than it should have. */
function watch() {
	let now = 1e12;
	let wake: () => void = () => undefined;
	const expired: (Expiry & {after: number})[] = [];
	const dog = watchLimits({
		limits,
		clock: {
			now: () => now,
			sleep: (_, signal) =>
				new Promise(resolve => {
					wake = resolve;
					signal?.addEventListener('abort', () => resolve());
				}),
		},
		onExpired: expiry => expired.push({...expiry, after: now - 1e12}),
	});
	return {
		dog,
		expired,
		pass(ms: number) {
			now += ms;
		},
		async wakes() {
			wake();
			await new Promise(setImmediate);
		},
	};
}

test('What was asleep is not taken for silence: the time starts to count again where it stopped.', async () => {
	const {dog, expired, pass, wakes} = watch();
	pass(minute);
	dog.alive();
	await wakes();
	pass(8 * 60 * minute);
	await wakes();
	expect(expired).toEqual([]);
	dog.alive();
	pass(2 * minute);
	await wakes();
	pass(minute);
	await wakes();
	expect(expired).toMatchObject([{kind: 'stall', limit_ms: 2 * minute}]);
});

test('A stream that died while the machine slept is given up after its usual time.', async () => {
	const {dog, expired, pass, wakes} = watch();
	dog.alive();
	await wakes();
	pass(60 * minute);
	await wakes();
	expect(expired).toEqual([]);
	pass(2 * minute);
	await wakes();
	expect(expired).toMatchObject([{kind: 'stall', started: true, after: 62 * minute}]);
});
