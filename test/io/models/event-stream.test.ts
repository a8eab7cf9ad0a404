import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createEventParser, type ServerEvent} from '../../../source/io/models/event-stream.ts';

function parse(...pieces: (string | Uint8Array)[]): ServerEvent[] {
	const parser = createEventParser();
	const events = pieces.flatMap(piece => parser.push(typeof piece === 'string' ? Buffer.from(piece) : piece));
	return [...events, ...parser.end()];
}

function dataOf(...pieces: string[]): string[] {
	return parse(...pieces).map(({data}) => data);
}

describe('a stream of events', () => {
	it('is cut at blank lines, however its lines end', () => {
		for (const end of ['\n', '\r\n', '\r'])
			expect(dataOf(['data: one', '', 'data: two', '', ''].join(end))).toEqual(['one', 'two']);
	});

	it('gives an event as soon as its blank line is there', () => {
		const parser = createEventParser();
		expect(parser.push(Buffer.from('data: one\r'))).toEqual([]);
		expect(parser.push(Buffer.from('\n\r'))).toEqual([{name: '', data: 'one'}]);
		expect(parser.push(Buffer.from('\ndata: two\n\ndata: thr'))).toEqual([{name: '', data: 'two'}]);
		expect(parser.push(Buffer.from('ee\n\n'))).toEqual([{name: '', data: 'three'}]);
		expect(parser.end()).toEqual([]);
	});

	it('joins the lines of data of one event, and takes one space from behind the colon', () => {
		expect(dataOf('data:one\ndata:  two\ndata\ndata: three\n\n')).toEqual(['one\n two\n\nthree']);
	});

	it('tells the name of an event, and forgets it with the event', () => {
		expect(parse('event: error\ndata: x\n\nevent: lost\n\ndata: y\n\n')).toEqual([
			{name: 'error', data: 'x'},
			{name: '', data: 'y'},
		]);
	});

	it('leaves out comments, other fields, and events without data', () => {
		expect(dataOf(': data: no\n\nid: 7\nretry: 10\ndatas: no\n\ndata:\n\ndata\n\ndata: yes\n\n')).toEqual([
			'yes',
		]);
	});

	it('may begin with a byte order mark', () => {
		expect(dataOf('\ufeffdata: one\n\n')).toEqual(['one']);
	});

	it('may lack the blank line, or the end of the line, behind its last event', () => {
		for (const end of ['', '\n', '\r', '\r\n']) expect(dataOf(`data: one${end}`)).toEqual(['one']);
	});

	it('means the same wherever it is cut, in a character too', () => {
		const line = fc.constantFrom('data: a🦆', 'data:☃', 'data', ': note', 'event: e', '', '', 'data: \ud83e');
		const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), {maxLength: 12});
		fc.assert(
			fc.property(lines, fc.array(fc.nat(4), {maxLength: 40}), (written, lengths) => {
				const bytes = Buffer.from(written.flat().join(''));
				let at = 0;
				const pieces = lengths.map(length => {
					at += length;
					return bytes.subarray(at - length, at);
				});
				expect(parse(...pieces, bytes.subarray(at))).toEqual(parse(bytes));
			}),
		);
	});
});
