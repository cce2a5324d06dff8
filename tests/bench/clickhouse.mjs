// node clickhouse.mjs extract|mask|level|cube|job DB.db|FILE.csv OUT : ClickHouse in this process (npm chdb), two threads.
import { createRequire } from 'module'; import path from 'path';
const require = createRequire(path.join(process.env.BENCH_MODULES || new URL('./node_modules', import.meta.url).pathname, 'x'));
const { query } = require('chdb');
const [, , what, input, out] = process.argv;
const columns = 'rec_id Int64, household_id Nullable(String), id_no Nullable(String), name Nullable(String), sex Nullable(String), birth Nullable(String), phone Nullable(String), bank_card Nullable(String), address Nullable(String), division Nullable(String), relief_type Nullable(String), amount Int64, pay_month String';
const source = input.endsWith('.csv') ? `file('${input}', 'CSVWithNames', '${columns}')` : `sqlite('${input}', 'payment')`;
const names = columns.split(', ').map(c => c.split(' ')[0]).join(', ');
const settings = ' SETTINGS max_threads=2, engine_file_truncate_on_insert=1, output_format_compression_level=1';
const measures = 'count() n, uniqExact(id_no) p, uniqExact(household_id) h, sum(amount) s';
const masked = `rec_id, concat(substring(id_no,1,6),'********',substring(id_no,15)) id_no, concat(substringUTF8(name,1,1),'**') name, sex, substring(birth,1,4) birth, concat(substring(phone,1,3),'****',substring(phone,8)) phone, concat('***************',substring(bank_card,16)) bank_card, concat(substringUTF8(address,1,6),'***') address, division, relief_type, household_id, amount, pay_month`;
const into = (file, format, select) => query(`INSERT INTO FUNCTION file('${file}', '${format}') ${select}${settings}`, 'CSV');
const level = `select substring(division,1,6) d, relief_type, pay_month, ${measures} from ${source} group by all order by all`;
if (what === 'extract') into(out, 'CSVWithNames', `select ${names} from ${source}`);
if (what === 'mask') into(out, 'CSVWithNames', `select ${masked} from ${source}`);
if (what === 'level') into(out, 'CSV', level);
if (what === 'cube') into(out, 'CSV', `select substring(division,1,4) c, substring(division,1,6) d, substring(division,1,9) t, division v, relief_type, pay_month, ${measures} from ${source} group by grouping sets ((relief_type,pay_month),(c,relief_type,pay_month),(d,relief_type,pay_month),(t,relief_type,pay_month),(v,relief_type,pay_month))`);
if (what === 'job') { into(out + '.agg.csv', 'CSV', level); into(out + '.csv.gz', 'CSVWithNames', `select ${masked} from ${source}`); }
process.exit(0);
