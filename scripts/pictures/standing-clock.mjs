/**
 * Loaded into the app before it starts, so that a picture is the same at each making: the app's clock stands still but
 * where the scene moves it on, and what it asks of the usual address of a model server reaches the scene's own.
 */
import {openSync, readSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import net from 'node:net';

const {PICTURE_CLOCK: clockFile, PICTURE_SERVER: server, PICTURE_ADDRESS: address} = process.env;

const clock = openSync(clockFile, 'r');
const bytes = Buffer.alloc(8);

/** Milliseconds since the epoch: what the scene has written. */
function now() {
	readSync(clock, bytes, 0, 8, 0);
	return bytes.readDoubleLE();
}

const RealDate = Date;
globalThis.Date = class extends RealDate {
	constructor(...given) {
		super(...(given.length === 0 ? [now()] : given));
	}

	static now() {
		return now();
	}
};

const started = now();
performance.now = () => now() - started;

const connect = net.connect;
net.connect = (options, ...rest) =>
	connect(
		`${options.host}:${options.port}` === address
			? {...options, host: '127.0.0.1', port: Number(server)}
			: options,
		...rest,
	);
syncBuiltinESMExports();
