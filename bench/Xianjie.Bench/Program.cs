using Xianjie.Bench.Audit;
using Xianjie.Bench.Ledgers;
using Xianjie.Bench.Month;
using Xianjie.Bench.Pages;
using Xianjie.Bench.Proof;
using Xianjie.Bench.Screening;
using Xianjie.Bench.Sealing;
using Xianjie.Bench.Survival;

switch (args)
{
    case ["screening-data", var people, var folder]: await ScreeningBench.Prepare(int.Parse(people, System.Globalization.CultureInfo.InvariantCulture), folder); break;
    case ["screening", var folder, .. var rest]: ScreeningBench.Run(folder, rest); break;
    case ["compare", var folder, var postgres, var shared, .. var rest]: CompareBench.Run(folder, postgres, shared, rest.Contains("departments")); break;
    case ["once", var folder, var rules]: CompareBench.Once(folder, rules == "departments"); break;
    case ["run", var data, .. var database]: await RunBench.Run(data, database.FirstOrDefault()); break;
    case ["month", var people, var folder, .. var rest]: await MonthBench.RunAsync(int.Parse(people, System.Globalization.CultureInfo.InvariantCulture), folder, rest.FirstOrDefault()); break;
    case ["pages", var server, var login, var password, .. var rest]: await PagesBench.Run(server, login, password, rest); break;
    case ["survival", var data, .. var database]: await SurvivalBench.RunAsync(data, database.FirstOrDefault()); break;
    case ["connections", var server, var count, var process]: await ConnectionsBench.RunAsync(new Uri(server), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), int.Parse(process, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["audit", var events, var folder, .. var database]: await AuditBench.RunAsync(long.Parse(events, System.Globalization.CultureInfo.InvariantCulture), folder, database.FirstOrDefault()); break;
    case ["ledgers", var rows, var database]: await LedgerBench.RunAsync(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture), database); break;
    case ["proof", var data, var ledgers, var rows, .. var database]: await ProofBench.RunAsync(data, database.FirstOrDefault(), int.Parse(ledgers, System.Globalization.CultureInfo.InvariantCulture), int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["seal"]: SealBench.Run(); break;
    default:
        Console.WriteLine("""
            xianjie bench
              screening-data PEOPLE FOLDER   write a county for the screening benchmark
              screening FOLDER [THREADS] [departments] [parts] [once]
                                             from CSV to hits, beside a bare line reader; what-if; one household. departments: without the rules on
                                             the quality of the registry; parts: in parts put aside on disk
              compare FOLDER POSTGRES SHARED [departments]
                                             engine, PostgreSQL, SQLite and a line reader side by side; SHARED is a folder that the server can read
              run DATA [DATABASE]            a run of the product over the county in its database, step by step
              month PEOPLE FOLDER [DATABASE] one month of a county through its pages: 800 clues, 60 decisions, removals
              survival DATA [DATABASE]       backup, increments and the drill that restores: recovery point and time
              connections URL COUNT PID      very many connections at once to a server of this machine
              audit EVENTS FOLDER [DATABASE] the search of the audit pages over that many events, in a new database
              ledgers ROWS DATABASE          lists of one very large ledger: filters, search, names
              proof DATA LEDGERS ROWS [DATABASE]  lists, roll-ups and figures of the leader over very many rows, beside SQL by hand
              seal                           sealing with SM4 beside AES
              pages URL LOGIN PASSWORD [SECONDS]  list, search and record pages of a running server, 32 clients
            """);
        break;
}
