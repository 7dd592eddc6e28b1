using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.Letters;
using Xianjie.Registry.Fields;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Letters;

/// <summary>Steps of the tests of reports and letters; the people are generated.</summary>
internal static class Reports
{
    public const string Phone = "13900001111";

    /// <summary>A household whose head has the phone.</summary>
    public static async Task<Guid> SettleAsync(Site site, int number, string name, long village, string? phone = Phone)
    {
        var (home, _) = await County.SettleAsync(site, number, name, village);
        if (phone is not null)
        {
            await using var db = site.Open();
            var person = await db.Set<Xianjie.Registry.People.Person>().SingleAsync(p => p.HouseholdId == home);
            site.Services.GetRequiredService<RegistryFields>().Of("成员", "phone").Set(person, phone);
            db.Act = new("test", "phone");
            await db.SaveChangesAsync();
        }
        return home;
    }

    public static Dictionary<string, string> Form(string name, string? phone = Phone, string? id = null, string risk = "因病", Guid? key = null)
    {
        var fields = new Dictionary<string, string>
        {
            ["Input.FormKey"] = (key ?? Guid.CreateVersion7()).ToString(), ["Input.Name"] = name, ["Input.Risks"] = risk, ["Input.Words"] = "老人住院，自己花了三万多。", ["Input.Consent"] = "true",
        };
        if (phone is not null)
            fields["Input.Phone"] = phone;
        if (id is not null)
            fields["Input.CitizenId"] = id;
        return fields;
    }

    /// <summary>Reports and returns the receipt.</summary>
    public static async Task<string> ReportAsync(Visitor visitor, long village, Dictionary<string, string> fields, params (string Field, string FileName, byte[] Content)[] files)
    {
        var answer = await visitor.PostAsync($"/report/{village}", fields, files);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString()["/report/state/".Length..].Split('?')[0];
    }

    public static async Task<Letter> LetterAsync(Site site, string receipt)
    {
        await using var db = site.Open();
        return await db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Receipt == receipt);
    }

    public static async Task<string> StateAsync(Visitor visitor, string receipt) => (await visitor.PageAsync($"/report/state/{receipt}")).QuerySelector("main")!.TextContent;
}
