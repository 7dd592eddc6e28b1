using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Xianjie.Tests.Setup;

/// <summary>Tests run in the culture of the program (zh-CN), whatever the machine's language and whichever test comes first.</summary>
internal static class Culture
{
    [ModuleInitializer, SuppressMessage("Usage", "CA2255", Justification = "A test assembly has no entry point of its own.")]
    internal static void Chinese() =>
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
}
