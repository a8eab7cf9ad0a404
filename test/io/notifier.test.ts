import {expect, test} from 'vitest';
import {createNotifier, type NotifyHow} from '../../source/io/notifier.ts';

function wrote(environment: Record<string, string>, how: NotifyHow = 'all', text = 'plan to review'): string {
	let written = '';
	const notifier = createNotifier({how, environment, write: data => (written += data)});
	notifier.begin();
	notifier.title('progress');
	notifier.call(text);
	notifier.end();
	notifier.end();
	return written;
}

test('A terminal with windows gets title, bell and notification, and all of it back.', () => {
	expect(wrote({TERM: 'xterm-256color'})).toBe(
		'\x1b[22;2t\x1b[?1004h\x1b]2;progress\x07\x07\x1b]9;plan to review\x07\x1b[?1004l\x1b]2;\x07\x1b[23;2t',
	);
});

test('Inside tmux nothing is notified, which it would swallow: the bell rings.', () => {
	const written = wrote({TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0'});
	expect(written).not.toContain('\x1b]9;');
	expect(written).toContain('\x1b]2;progress\x07\x07\x1b[?1004l');
});

test.each(['dumb', 'linux', 'vt100', 'screen'])('On %s only the bell is sent.', TERM => {
	expect(wrote({TERM})).toBe('\x07');
});

test('The setting leaves the bell alone, or nothing.', () => {
	expect(wrote({TERM: 'xterm'}, 'bell')).toBe('\x1b[?1004h\x07\x1b[?1004l');
	expect(wrote({TERM: 'xterm'}, 'none')).toBe('');
});

test('No text can end its sequence or begin another.', () => {
	const written = wrote({TERM: 'xterm'}, 'all', 'a\x07\x1b]52;c;eA==\x07\u009d\u202eb\n');
	expect(written).toContain('\x1b]9;a␇␛]52;c;eA==␇⟨U+009D⟩⟨U+202E⟩b␊\x07');
	expect(wrote({TERM: 'xterm'}, 'all', 'x'.repeat(1000))).not.toContain('x'.repeat(121));
});

test('Lent to another program and taken back, the terminal shows the last title again.', () => {
	let written = '';
	const notifier = createNotifier({
		how: 'all',
		environment: {TERM: 'xterm'},
		write: data => (written += data),
	});
	notifier.begin();
	notifier.title('one');
	notifier.end();
	written = '';
	notifier.title('two');
	expect(written).toBe('');
	notifier.begin();
	expect(written).toBe('\x1b[22;2t\x1b[?1004h\x1b]2;two\x07');
});
