// node release.mjs [RELEASE...]: reads release folders with independent programs.
// Every format must hold the same cells for every reader, the descriptor must be
// valid, digests, keys and archives must hold.  Without a folder, and with BIN (the
// folder of the built programs), a release full of hostile text is made and read.
// NODE_MODULES names another place of the npm packages.  Prints TAP.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync,
	writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(process.env.NODE_MODULES
	? join(process.env.NODE_MODULES, 'from.js') : import.meta.url);
const { parse } = require('csv-parse/sync');
const Papa = require('papaparse');
const ExcelJS = require('exceljs');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');
const { DuckDBInstance } = require('@duckdb/node-api');

const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const standards = join(here, '../../../shared/standards/frictionless/2.0');
let tests = 0, failed = 0;

async function test(name, run)
{
	let bad, skip;

	try {
		skip = await run();
	} catch (e) {
		bad = e;
		failed++;
	}
	console.log(`${bad ? 'not ok' : 'ok'} ${++tests} - ${name}${skip ? ` # SKIP ${skip}` : ''}`);
	if (bad)
		console.log(`# ${String(bad.stack).split('\n').slice(0, 4).join('\n# ')}`);
}

function same(got, want, where)
{
	if (got !== want)
		throw new Error(`${where}: ${JSON.stringify(got)} instead of ${JSON.stringify(want)}`);
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// Cells as text; missing and empty are the same to CSV.  `fields` tells how a
// reader's own value becomes text.
function asText(value, field)
{
	if (value === null || value === undefined || value === '')
		return '';
	if (value instanceof Date)
		return value.toISOString().slice(0, 10);
	if (field.type === 'integer' || field.type === 'number')
		return String(Number(value));
	return typeof value === 'boolean' ? String(value) : value;
}

function sameTable(got, want, fields, where)
{
	same(got.length, want.length, `${where}: rows`);
	for (let r = 0; r < want.length; r++) {
		same(got[r].length, want[r].length, `${where}: columns of row ${r}`);
		for (let c = 0; c < want[r].length; c++) {
			const field = r ? fields[c] : { type: 'string' };

			same(asText(got[r][c], field), asText(want[r][c], field),
				`${where}: row ${r}, column ${c}`);
		}
	}
}

// Text of the Excel flavour without its guard: see csv_encode.h.
function unguard(rows, fields)
{
	return rows.map((row, r) => row.map((cell, c) =>
		r && fields[c].type === 'string' && /^['\t]/.test(cell) ? cell.slice(1) : cell));
}

// An x before every text: the binding drops a U+FEFF that begins a string.
async function duckdb(file)
{
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	const [header] = parse(readFileSync(file), { to_line: 1 });
	const names = header.map((_, i) => `c${i}`);
	const reader = await connection.runAndReadAll(
		`SELECT ${names.map((n) => `'x' || ${n}`).join(', ')}
		 FROM read_csv('${file.replaceAll("'", "''")}', header=false, all_varchar=true,
		 strict_mode=true, auto_detect=false, delim=',', quote='"', escape='"',
		 columns={${names.map((n) => `'${n}': 'VARCHAR'`).join(', ')}})`);

	return reader.getRowsJS().map((row) => row.map((cell) => cell?.slice(1)));
}

const pythonReader = `
import csv, io, json, sys
what, path = sys.argv[1:3]
if what == 'csv':
    rows = list(csv.reader(io.StringIO(open(path, encoding='utf-8', newline='').read(), newline=''), strict=True))
elif what == 'json':
    doc = json.load(open(path, encoding='utf-8'), parse_float=str, parse_int=str)
    rows = [[f['name'] for f in doc['fields']]] + [list(r.values()) for r in doc['data']]
elif what == 'openpyxl':
    import openpyxl, datetime
    from openpyxl.utils.escape import unescape
    book = openpyxl.load_workbook(path)
    rows = []
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges and sheet.sheet_state == 'visible', sheet.title
        assert sheet.freeze_panes == 'A2', sheet.title
        if not sheet.title.startswith('数据') or sheet.title == '数据字典':
            continue
        for row in list(sheet.iter_rows())[1 if rows else 0:]:
            assert all(c.data_type != 'f' for c in row), 'a formula'
            rows.append([c.value.date().isoformat() if isinstance(c.value, datetime.datetime)
                else unescape(c.value) if isinstance(c.value, str) else c.value for c in row])
json.dump(rows, sys.stdout, default=str)
`;

function fromPython(what, file)
{
	return JSON.parse(execFileSync(python, ['-c', pythonReader, what, file],
		{ encoding: 'utf8', maxBuffer: 1 << 30 }));
}

function hasPython(module)
{
	return spawnSync(python, ['-c', `import ${module}`]).status === 0;
}

// exceljs leaves _xHHHH_ in inline strings as it stands.
const unescapeXlsx = (text) => text.replace(/_x([0-9A-Fa-f]{4})_/g,
	(_, hex) => String.fromCharCode(parseInt(hex, 16)));

async function excel(file)
{
	const book = new ExcelJS.Workbook(), rows = [];

	await book.xlsx.readFile(file);
	for (const sheet of book.worksheets) {
		if (!/^数据\d*$/.test(sheet.name))
			continue;
		const columns = sheet.getRow(1).cellCount, skip = rows.length ? 1 : 0;

		for (let r = 1 + skip; r <= sheet.rowCount; r++)
			rows.push(Array.from({ length: columns }, (_, c) => {
				const value = sheet.getRow(r).getCell(c + 1).value;

				if (value && typeof value === 'object' && !(value instanceof Date))
					throw new Error(`row ${r}: not a plain cell`);
				return typeof value === 'string' ? unescapeXlsx(value) : value;
			}));
	}
	return rows;
}

function validator(name)
{
	const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true, unicodeRegExp: false,
		logger: false });

	(addFormats.default ?? addFormats)(ajv);
	return ajv.compile(JSON.parse(readFileSync(join(standards, name))));
}

function mustBeValid(check, value, where)
{
	if (!check(value))
		throw new Error(`${where}: ${JSON.stringify(check.errors.slice(0, 3))}`);
}

function checkConstraints(rows, schema)
{
	const at = Object.fromEntries(schema.fields.map((f, i) => [f.name, i])), seen = new Set();
	const patterns = { integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
		date: /^\d{4}-\d\d-\d\d$/, boolean: /^(true|false)$/, string: /^[^]*$/ };

	same(rows[0].join(), schema.fields.map((f) => f.name).join(), 'header');
	for (const [r, row] of rows.slice(1).entries()) {
		for (const [c, f] of schema.fields.entries()) {
			if (row[c] !== '' && !patterns[f.type].test(row[c]))
				throw new Error(`row ${r}: ${f.name} is no ${f.type}`);
			if (row[c] === '' && f.constraints?.required)
				throw new Error(`row ${r}: ${f.name} is missing`);
			if (row[c] !== '' && f.constraints?.enum && !f.constraints.enum.includes(row[c]))
				throw new Error(`row ${r}: ${f.name} is not in its list`);
		}
		if (schema.primaryKey)
			seen.add(JSON.stringify(schema.primaryKey.map((k) => row[at[k]])));
	}
	if (schema.primaryKey)
		same(seen.size, rows.length - 1, 'distinct primary keys');
}

function checkForeignKeys(folder, descriptor, rows)
{
	const main = descriptor.resources[0];

	for (const key of main.schema.foreignKeys ?? []) {
		const target = descriptor.resources.find((r) => r.name === key.reference.resource);
		const codes = parse(readFileSync(join(folder, target.path)));
		const known = new Set(codes.slice(1).map((c) => c[0]));
		const c = main.schema.fields.findIndex((f) => f.name === key.fields[0]);

		same(known.size, codes.length - 1, `${target.name}: distinct codes`);
		for (const row of rows.slice(1))
			if (row[c] && !known.has(row[c]))
				throw new Error(`${row[c]} is not in ${target.path}`);
		for (const code of codes.slice(1))
			if (code[3] && !known.has(code[3]))
				throw new Error(`parent ${code[3]} is not in ${target.path}`);
	}
}

async function checkZip(folder, zip)
{
	const scratch = mkdtempSync(join(tmpdir(), 'proof-'));

	try {
		execFileSync(python, ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); '
			+ 'assert z.testzip() is None; z.extractall(sys.argv[2])', zip, scratch]);
		const inside = join(scratch, basename(zip, '.zip'));
		const names = readdirSync(inside).sort();

		same(names.join(), readdirSync(folder).filter((n) => !/\.zip(\.sha256)?$/.test(n))
			.sort().join(), 'names');
		for (const name of names)
			same(sha256(readFileSync(join(inside, name))),
				sha256(readFileSync(join(folder, name))), name);
		execFileSync('sha256sum', ['--quiet', '--strict', '-c', 'SHA256SUMS'], { cwd: inside });
	} finally {
		rmSync(scratch, { recursive: true });
	}
}

async function checkDescriptor(folder, descriptor, label)
{
	await test(`${label}: datapackage.json is valid`, () => {
		if (!existsSync(standards))
			return 'the Data Package schemas are not here';
		mustBeValid(validator('datapackage.json'), descriptor, 'package');
		for (const r of descriptor.resources) {
			mustBeValid(validator('dataresource.json'), r, r.name);
			if (r.schema)
				mustBeValid(validator('tableschema.json'), r.schema, r.name);
			if (r.dialect)
				mustBeValid(validator('tabledialect.json'), r.dialect, r.name);
		}
	});
	await test(`${label}: sizes and digests of the descriptor hold`, () => {
		for (const r of descriptor.resources) {
			const file = join(folder, r.path);

			same(statSync(file).size, r.bytes, r.path);
			same(`sha256:${sha256(readFileSync(file))}`, r.hash, r.path);
		}
		same(new Set(descriptor.resources.map((r) => r.name)).size,
			descriptor.resources.length, 'distinct resource names');
	});
	await test(`${label}: SHA256SUMS names every file and holds`, () => {
		const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');

		same(lines.map((l) => l.slice(66)).join(), readdirSync(folder)
			.filter((n) => n !== 'SHA256SUMS' && !/\.zip(\.sha256)?$/.test(n))
			.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join(), 'names');
		for (const line of lines)
			same(sha256(readFileSync(join(folder, line.slice(66)))), line.slice(0, 64), line);
	});
}

async function checkFormats(folder, label, file, rows, fields)
{
	const readers = [
		['papaparse', file('.csv'), () => Papa.parse(readFileSync(file('.csv'), 'utf8'),
			{ skipEmptyLines: 'greedy', newline: '\r\n' }).data],
		['DuckDB', file('.csv'), () => duckdb(file('.csv'))],
		['python csv', file('.csv'), () => fromPython('csv', file('.csv'))],
		['Excel CSV by csv-parse', file('.excel.csv'),
			() => unguard(parse(readFileSync(file('.excel.csv')), { bom: true }), fields)],
		['Excel CSV by papaparse', file('.excel.csv'),
			() => unguard(Papa.parse(readFileSync(file('.excel.csv'), 'utf8').slice(1),
				{ skipEmptyLines: 'greedy', newline: '\r\n' }).data, fields)],
		['JSON by JavaScript', file('.json'), () => {
			const doc = JSON.parse(readFileSync(file('.json')));

			same(doc.rows, doc.data.length, 'rows');
			return [doc.fields.map((f) => f.name), ...doc.data.map((r) => Object.values(r))];
		}],
		['XLSX by exceljs', file('.xlsx'), () => excel(file('.xlsx'))],
	];

	for (const [name, path, read] of readers)
		await test(`${label}: ${name} finds the same cells`, async () => {
			if (!existsSync(path))
				return 'the release has no such format';
			sameTable(await read(), rows, fields, name);
		});
	await test(`${label}: XLSX by openpyxl finds the same cells, no formula, nothing hidden`, () => {
		if (!existsSync(file('.xlsx')) || !hasPython('openpyxl'))
			return 'no XLSX or no openpyxl';
		sameTable(fromPython('openpyxl', file('.xlsx')), rows, fields, 'openpyxl');
	});
	await test(`${label}: JSON has every digit of the CSV`, () => {
		if (!existsSync(file('.json')))
			return 'the release has no such format';
		for (const [r, row] of fromPython('json', file('.json')).entries())
			for (const [c, cell] of row.entries())
				same(cell === null ? '' : cell === true ? 'true' : cell === false ? 'false'
					: cell, rows[r][c], `row ${r}, column ${c}`);
	});
	await test(`${label}: no cell of the Excel CSV begins a formula`, () => {
		if (!existsSync(file('.excel.csv')))
			return 'the release has no such format';
		for (const row of parse(readFileSync(file('.excel.csv')), { bom: true }).slice(1))
			for (const [c, cell] of row.entries())
				if (fields[c].type === 'string' && /^[=+\-@\r\n＝＋－＠]/.test(cell))
					throw new Error(JSON.stringify(cell));
	});
}

async function checkRelease(folder)
{
	const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json')));
	const label = descriptor.name, file = (suffix) => join(folder, label + suffix);
	const main = descriptor.resources[0], fields = main.schema.fields;
	const bytes = main.path.endsWith('.gz') ? gunzipSync(readFileSync(join(folder, main.path)))
		: readFileSync(join(folder, main.path));
	const rows = parse(bytes);

	await checkDescriptor(folder, descriptor, label);
	await test(`${label}: rows, types, constraints and keys hold`, () => {
		same(rows.length - 1, main.rows, 'rows');
		checkConstraints(rows, main.schema);
		checkForeignKeys(folder, descriptor, rows);
	});
	await test(`${label}: canonical CSV has no BOM and ends its lines by CR LF`, () => {
		same(bytes[0] === 0xef, false, 'BOM');
		same(bytes.subarray(-2).toString(), '\r\n', 'the end');
	});
	await test(`${label}: gzip holds the CSV, without time and name`, () => {
		if (!existsSync(file('.csv.gz')) || !existsSync(file('.csv')))
			return 'the release has no such format';
		const gz = readFileSync(file('.csv.gz'));

		same(sha256(gunzipSync(gz)), sha256(readFileSync(file('.csv'))), 'contents');
		same(sha256(execFileSync('gzip', ['-dc', file('.csv.gz')], { maxBuffer: 1 << 30 })),
			sha256(readFileSync(file('.csv'))), 'contents by gzip');
		same(gz.readUInt32LE(4), 0, 'time');
		same(gz[3], 0, 'flags');
	});
	await test(`${label}: zip holds the folder`, () => {
		if (!existsSync(file('.zip')))
			return 'the release has no such format';
		execFileSync('sha256sum', ['--quiet', '--strict', '-c', `${label}.zip.sha256`],
			{ cwd: folder });
		return checkZip(folder, file('.zip'));
	});
	await checkFormats(folder, label, file, rows, fields);
}

// A release whose texts try everything.
const hostile = ['=1+1', '+1', '-1', '@x', '\tTAB', '\rCR', '\nLF', "'", "'=1", '＝1+1', 'a,b',
	'say "q"', '""', 'line\r\nline', 'lone\rreturn', 'line\nfeed', ' blank ', '0101', '350524100201',
	'2026-10', '1/2', '1E5', '.5', '12345678901', '123456789012', '\u202eevil', '<script>x</script>',
	'</script>', '_x000D_', '_x005F_', '_X000D_', '\ufffe', '\uffff', '\u2028', '𬭎㴔㐀', '|`*_[]', '\ufeffBOM',
	'#N/A', 'NULL', 'true', '&amp;', '😀', 'e\u0301', '\\n', '%s', 'x'.repeat(3000)];

function makeHostile(bin, scratch)
{
	const meta = (m) => ({ metadata: m });
	const fields = [
		{ name: 'item', type: 'dict', nullable: false, ...meta({ 'yg.role': 'dimension', 'yg.label': '项<目>' }) },
		{ name: 'item_name', type: 'utf8', ...meta({ 'yg.role': 'label', 'yg.of': 'item' }) },
		{ name: 'day', type: 'date' },
		{ name: 'flag', type: 'bool' },
		{ name: 'rate', type: 'float64' },
		{ name: 'persons', type: 'int64', ...meta({ 'yg.role': 'measure', 'yg.unit': '人', 'yg.kind': 'stock' }) },
		{ name: 'persons_status', type: 'dict', ...meta({ 'yg.role': 'status', 'yg.of': 'persons' }) },
		{ name: 'amount', type: 'decimal', precision: 38, scale: 2, ...meta({ 'yg.role': 'measure', 'yg.unit': '元' }) },
		{ name: 'amount_status', type: 'dict', ...meta({ 'yg.role': 'status', 'yg.of': 'amount' }) }];
	const statuses = ['', 'c', 'p', 'x', 'z'];
	const amounts = ['0.00', '-0.01', '9.95', '1234567890123.45', '12345678901234567890123456789012.34'];
	const quote = (s) => `"${s.replaceAll('"', '""')}"`;
	const rows = hostile.map((text, i) => {
		const s = statuses[i % 5], gone = 'cxz'.includes(s) && s;

		return [`k${i}`, quote(text), i % 7 ? `${1890 + i * 4}-02-28` : '', i % 2 ? 'true' : 'false',
			i % 3 ? i / 8 : '', gone ? '' : i === 5 ? '-9007199254740993' : i * 1000, s,
			gone ? '' : amounts[i % 5 === 2 ? i % 3 : Math.floor(i / 5) % 5], s].join(',');
	});

	mkdirSync(join(scratch, 'config/codes'), { recursive: true });
	writeFileSync(join(scratch, 'config/site.json'),
		readFileSync(join(here, '../../config/site.json')));
	writeFileSync(join(scratch, 'schema.json'), JSON.stringify({ fields, metadata: {
		'yg.state': 'safe', 'yg.dataset': 'hostile', 'yg.period': '2026-01/2026-10' } }));
	writeFileSync(join(scratch, 'in.csv'), [fields.map((f) => f.name).join(), ...rows, ''].join('\r\n'));
	writeFileSync(join(scratch, 'package.json'), JSON.stringify({ name: 'hostile',
		title: '<script>alert(1)</script> | `x` *y*', description: '[a](javascript:x) & <b>',
		update_frequency: '每月', notes: ['# not a heading', '![x](y)'] }));
	execFileSync(join(bin, 'yg-package'), ['-q', '-o', 'out', '--schema', 'schema.json',
		'package.json', 'in.csv'], { cwd: scratch, stdio: ['ignore', 'inherit', 'inherit'] });
	return join(scratch, 'out');
}

const folders = process.argv.slice(2);

for (const folder of folders)
	await checkRelease(folder);
if (folders.length === 0 || process.env.BIN) {
	const scratch = mkdtempSync(join(tmpdir(), 'proof-'));

	try {
		const folder = makeHostile(process.env.BIN
			?? join(here, '../../build/release/bin'), scratch);

		await checkRelease(folder);
		await test('hostile: the README holds no markup from outside', () => {
			const text = readFileSync(join(folder, 'README.md'), 'utf8');

			if (/<script|<b>|\[a\]\(|^# not|!\[x\]/m.test(text))
				throw new Error('markup');
		});
	} finally {
		rmSync(scratch, { recursive: true });
	}
}
console.log(`1..${tests}`);
process.exit(failed ? 1 : 0);
