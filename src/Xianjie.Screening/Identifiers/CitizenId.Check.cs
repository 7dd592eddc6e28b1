namespace Xianjie.Screening.Identifiers;

// The check digit of GB 11643 is ISO 7064 MOD 11-2: it catches every single wrong digit and every swap of two neighbours.
public readonly partial record struct CitizenId
{
    private const string CheckDigits = "10X98765432";

    // Below this year no living or recorded person was born; a number with it was mistyped
    private const int FirstYear = 1880;

    internal static char CheckDigitOf(long key)
    {
        var sum = 0;
        var weight = 2;
        for (var rest = key; rest != 0; rest /= 10)
        {
            sum += (int)(rest % 10) * weight;
            weight = weight * 2 % 11;
        }
        return CheckDigits[sum % 11];
    }

    internal static bool IsPossibleDate(int date)
    {
        var (year, month, day) = (date / 10000, date / 100 % 100, date % 100);
        return year is >= FirstYear and <= 9999 && month is >= 1 and <= 12 && day >= 1
            && (day <= 28 || day <= DateTime.DaysInMonth(year, month));
    }
}
