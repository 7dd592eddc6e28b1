using Xianjie.Bench.Month;
using Xianjie.Bench.Screening;

switch (args)
{
    case ["screening-data", var people, var folder]: await ScreeningBench.Prepare(int.Parse(people, System.Globalization.CultureInfo.InvariantCulture), folder); break;
    case ["screening", var folder, .. var rest]: ScreeningBench.Run(folder, rest); break;
    case ["month", var people, var folder, .. var rest]: await MonthBench.RunAsync(int.Parse(people, System.Globalization.CultureInfo.InvariantCulture), folder, rest.FirstOrDefault()); break;
    default:
        Console.WriteLine("""
            xianjie bench
              screening-data PEOPLE FOLDER   write a county for the screening benchmark
              screening FOLDER [THREADS]     from CSV to hits, beside a bare line reader; what-if; one household
              month PEOPLE FOLDER [DATABASE] one month of a county through its pages: 800 clues, 60 decisions, removals
            """);
        break;
}
