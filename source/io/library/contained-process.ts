/**
 * Modules run in the app's own process, next to its screen and its log. What is meant for a program of its own
 * (printing, ending the process) is taken here, as long as it comes from a module's code or from what that began.
 */
import {AsyncLocalStorage} from 'node:async_hooks';
import {Console} from 'node:console';
import {Writable} from 'node:stream';

/** Whose code it is, and who hears what it prints. */
export type Contained = {module: string; print(text: string): void};

const contained = new AsyncLocalStorage<Contained>();
let installed = false;

/**
 * Calls `work`. What it prints goes to `print` instead of the terminal, and `process.exit` throws. It cannot hold what
 * means to get out (`process.abort`, a write to the descriptor itself): it is there for mistakes, and trust is for the
 * rest.
 */
export function contain<T>(of: Contained, work: () => T): T {
	install();
	return contained.run(of, work);
}

function install(): void {
	if (installed) return;
	installed = true;
	const {exit} = process;
	process.exit = ((code?: number) => {
		const by = contained.getStore();
		if (!by) return exit.call(process, code);
		const error = new Error(
			`It called process.exit(${code ?? ''}), which would have ended the app: return an output, or throw an error, instead.`,
		);
		// The place to mend is where it was called.
		Error.captureStackTrace(error, process.exit);
		throw error;
	}) as typeof process.exit;
	const printed = {stdout: takePrinted(), stderr: takePrinted()};
	for (const name of ['stdout', 'stderr'] as const) {
		const own = process[name];
		replace(process, name, () => (contained.getStore() ? printed[name] : own));
	}
	const quiet = new Console({...printed, colorMode: false});
	const own = globalThis.console;
	replace(globalThis, 'console', () => (contained.getStore() ? quiet : own));
}

/** Whatever is written to it is the module's that writes. */
function takePrinted(): Writable {
	return new Writable({
		decodeStrings: false,
		write(text, _encoding, done) {
			const bytes = typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
			contained.getStore()?.print(bytes);
			done();
		},
	});
}

/** A getter; it may still be set to something else. */
function replace(holder: object, name: string, get: () => unknown): void {
	const {enumerable = true} = Object.getOwnPropertyDescriptor(holder, name) ?? {};
	const kept = {configurable: true, enumerable};
	const set = (value: unknown) => Object.defineProperty(holder, name, {...kept, value, writable: true});
	Object.defineProperty(holder, name, {...kept, get, set});
}
