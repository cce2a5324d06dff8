// node stream.mjs TOOLS: reads streams that our writer wrote with apache-arrow,
// and streams that other implementations wrote with our reader.
// TOOLS: the folder of make_streams and dump_stream.  NODE_MODULES names another
// place of the npm packages.  Prints TAP.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(process.env.NODE_MODULES
	? join(process.env.NODE_MODULES, 'from.js') : import.meta.url);
const { Dictionary, Int32, RecordBatchReader, Table, Utf8, makeVector, tableFromIPC, tableToIPC,
	vectorFromArray } = require('apache-arrow');

const tools = process.argv[2];
const golden = join(here, '../../../shared/standards/arrow/1.0.0-littleendian');
let tests = 0, failed = 0;

function test(name, run)
{
	let bad;

	try {
		run();
	} catch (e) {
		bad = e;
		failed++;
	}
	console.log(`${bad ? 'not ok' : 'ok'} ${++tests} - ${name}`);
	if (bad)
		console.log(`# ${String(bad.stack).split('\n').slice(0, 4).join('\n# ')}`);
}

function same(got, want, where)
{
	if (!Object.is(got, want))
		throw new Error(`${where}: ${got} instead of ${want}`);
}

function bigint(words)
{
	let v = 0n;

	for (let k = words.length - 1; k >= 0; k--)
		v = (v << 32n) | BigInt(words[k]);
	return BigInt.asIntN(32 * words.length, v);
}

// The sample of tests/unit/stream_sample.h.
const sample = [
	{ name: 'flag', type: 'Bool', meta: { 'yg.label': '标志' }, value: (i) => i % 3 === 0 },
	{ name: 'count', type: 'Int64', value: (i) => BigInt(i) * 1000003n - 5n },
	{ name: 'money', type: 'Decimal[20e+2]', meta: { 'yg.unit': '元' }, get: bigint,
		value: (i) => (BigInt(i) - 7n) * 1000000007n * 100003n },
	{ name: 'rate', type: 'Float64', value: (i) => i / 8 },
	{ name: 'day', type: 'Date32<DAY>', value: (i) => (i * 31 % 40000 - 2000) * 86400000 },
	{ name: 'text', type: 'Utf8', value: (i) => i % 4 ? `第${i}行 row ${i * 7}` : '' },
	{ name: 'code', type: 'Dictionary<Int32, Utf8>', meta: { 'yg.codes': 'division' },
		value: (i) => String(i * i % (3 + Math.floor(i / 10))) },
];

const streams = { empty: [0, 0], one: [0, 1], nulls: [3, 1], small: [0, 100], batches: [5, 5000],
	whole: [0, 4096], odd: [11, 4095], million: [0, 1000000] };

function checkSchema(schema)
{
	same(JSON.stringify([...schema.metadata]),
		JSON.stringify([['yg.state', 'raw'], ['yg.dataset', '样本']]), 'schema metadata');
	same(schema.fields.length, sample.length, 'fields');
	sample.forEach((want, c) => {
		const f = schema.fields[c];

		same(f.name, want.name, 'name');
		same(String(f.type), want.type, want.name);
		same(f.nullable, want.name !== 'count', `nullable ${want.name}`);
		same(JSON.stringify([...f.metadata]), JSON.stringify(Object.entries(want.meta ?? {})),
			`metadata of ${want.name}`);
	});
}

function checkRows(batch, from)
{
	sample.forEach((want, c) => {
		const column = batch.getChildAt(c);
		let nulls = 0;

		for (let k = 0; k < batch.numRows; k++) {
			const i = from + k, isNull = c !== 1 && (i + c) % 5 === 3;
			const v = column.get(k), where = `${want.name} of row ${i}`;

			nulls += isNull;
			if (isNull)
				same(v, null, where);
			else
				same(want.get ? want.get(v) : v, want.value(i), where);
		}
		same(column.nullCount, nulls, `nulls of ${want.name}`);
	});
}

function checkClosing(batch, rows)
{
	same(batch.numRows, 0, 'rows of the closing batch');
	same(batch.metadata.get('yg.rows'), String(rows), 'yg.rows');
	same(/^xxh128:[0-9a-f]{32}$/.test(batch.metadata.get('yg.digest')), true, 'yg.digest');
}

function proveOurs(folder)
{
	execFileSync(join(tools, 'make_streams'), [folder]);
	for (const [name, [from, rows]] of Object.entries(streams))
		test(`apache-arrow reads the ${name} stream, every value`, () => {
			const bytes = readFileSync(join(folder, `${name}.stream`));
			const batches = [...RecordBatchReader.from(bytes)];
			let at = from;

			checkClosing(batches.pop(), rows);
			for (const b of batches) {
				checkRows(b, at);
				at += b.numRows;
			}
			same(at - from, rows, 'rows');
			const table = tableFromIPC(bytes);
			same(table.numRows, rows, 'rows of the table');
			checkSchema(table.schema);
			if (rows && rows <= 5000)
				checkRows(table, from);
		});
	test('apache-arrow follows dictionaries that are replaced', () => {
		const batches = [...RecordBatchReader.from(readFileSync(join(folder, 'replaced.stream')))];

		checkClosing(batches.pop(), 30);
		batches.forEach((b, n) => {
			for (let k = 0; k < 10; k++)
				same(b.getChildAt(0).get(k), 'abc'[n] + k % 4, `row ${n * 10 + k}`);
		});
	});
}

function dump(path)
{
	const text = execFileSync(join(tools, 'dump_stream'), ['-f', path],
		{ maxBuffer: 1 << 30, encoding: 'utf8' });

	return JSON.parse(text);
}

// What our reader makes of a field of the golden JSON; null: opaque.
function ourType(f)
{
	const { name, bitWidth, isSigned, precision, unit } = f.type;

	if (f.dictionary)
		return name === 'utf8' ? 'dict' : null;
	switch (name) {
	case 'int':
		return bitWidth < 64 || isSigned ? 'int64' : null;
	case 'floatingpoint':
		return precision === 'HALF' ? null : 'float64';
	case 'decimal':
		return 'decimal';
	case 'date':
		return unit === 'DAY' ? 'date' : null;
	case 'bool':
	case 'utf8':
		return name;
	}
	return null;
}

function goldenValue(type, column, k)
{
	const v = column.DATA[k];

	return type === 'bool' ? (v ? '1' : '0') : String(v);
}

function compareColumn(f, type, want, got, dictionaries)
{
	same(got.length, want.count, `rows of ${f.name}`);
	for (let k = 0; k < want.count; k++) {
		const where = `${f.name} of row ${k}`;
		let value;

		if (want.VALIDITY && !want.VALIDITY[k]) {
			same(got[k], null, where);
			continue;
		}
		if (f.type.name === 'null') {
			same(got[k], null, where);
		} else if (!type) {
			same(got[k], '?', where);
		} else if (type === 'dict') {
			const entries = dictionaries.get(f.dictionary.id), at = want.DATA[k];

			value = entries.VALIDITY?.[at] === 0 ? null : entries.DATA[at];
			same(got[k], value, where);
		} else if (type === 'float64') {
			same(Number(got[k]), f.type.precision === 'SINGLE' ?
				Math.fround(want.DATA[k]) : want.DATA[k], where);
		} else {
			same(got[k], goldenValue(type, want, k), where);
		}
	}
}

function proveGolden()
{
	if (!existsSync(golden)) {
		console.log(`ok ${++tests} # SKIP the golden files of Arrow are not beside the project`);
		return;
	}
	for (const file of readdirSync(golden).filter((n) => n.endsWith('.stream')))
		test(`our reader reads ${file} as its JSON says`, () => {
			const path = join(golden, file);
			const json = JSON.parse(gunzipSync(readFileSync(path.replace('.stream', '.json.gz'))));
			const ours = dump(path);
			const batches = json.batches.filter((b) => b.count);
			const dictionaries = new Map((json.dictionaries ?? [])
				.map((d) => [d.id, d.data.columns[0]]));

			same(ours.batches.length, batches.length, 'batches');
			json.schema.fields.forEach((f, c) => {
				const type = ourType(f);

				same(ours.fields[c].name, f.name, 'name');
				same(ours.fields[c].type, type ?? 'opaque', `type of ${f.name}`);
				batches.forEach((b, n) => compareColumn(f, type, b.columns[c],
					ours.batches[n].columns[c], dictionaries));
			});
		});
}

// What apache-arrow itself writes, read by us.
function proveTheirs(folder)
{
	test('our reader reads what apache-arrow writes', () => {
		const path = join(folder, 'theirs.stream'), n = 1000;
		const texts = Array.from({ length: n }, (_, i) => i % 7 ? `值 ${i % 13}` : null);
		const table = new Table({
			a: vectorFromArray(texts, new Utf8()),
			b: vectorFromArray(texts, new Dictionary(new Utf8(), new Int32())),
			c: makeVector(Float64Array.from({ length: n }, (_, i) => i / 3)),
			d: makeVector(Uint8Array.from({ length: n }, (_, i) => i)),
		});

		writeFileSync(path, tableToIPC(table, 'stream'));
		const ours = dump(path);
		same(ours.fields.map((f) => f.type).join(), 'utf8,dict,float64,int64', 'types');
		let at = 0;
		for (const b of ours.batches)
			for (let k = 0; k < b.rows; k++, at++) {
				same(b.columns[0][k], texts[at], `a of row ${at}`);
				same(b.columns[1][k], texts[at], `b of row ${at}`);
				same(Number(b.columns[2][k]), at / 3, `c of row ${at}`);
				same(b.columns[3][k], String(at & 255), `d of row ${at}`);
			}
		same(at, n, 'rows');
	});
}

const folder = mkdtempSync(join(tmpdir(), 'stream-'));
try {
	proveOurs(folder);
	proveTheirs(folder);
	proveGolden();
} finally {
	rmSync(folder, { recursive: true });
}
console.log(`1..${tests}`);
process.exitCode = failed ? 1 : 0;
