// node polars.mjs level|cube FILE.csv OUT : Polars (npm nodejs-polars), all its threads.
import { createRequire } from 'module'; import path from 'path';
const require = createRequire(path.join(process.env.BENCH_MODULES || new URL('./node_modules', import.meta.url).pathname, 'x'));
const pl = require('nodejs-polars');
const [, , what, input, out] = process.argv;
const text = ['household_id', 'id_no', 'name', 'sex', 'birth', 'phone', 'bank_card', 'address', 'division', 'relief_type'];
const schema = { rec_id: pl.Int64, ...Object.fromEntries(text.map(n => [n, pl.Utf8])), amount: pl.Int64, pay_month: pl.Utf8 };
const frame = pl.scanCSV(input, { schema, inferSchemaLength: 0 }).select('id_no', 'division', 'relief_type', 'household_id', 'amount', 'pay_month').collectSync();
for (const length of what === 'cube' ? [0, 4, 6, 9, 12] : [6])
  frame.lazy().withColumn(pl.col('division').str.slice(0, length).alias('d')).groupBy(['d', 'relief_type', 'pay_month'])
    .agg(pl.col('id_no').count().alias('n'), pl.col('id_no').nUnique().alias('p'), pl.col('household_id').nUnique().alias('h'), pl.col('amount').sum().alias('s'))
    .collectSync().writeCSV(`${out}.${length}.csv`);
