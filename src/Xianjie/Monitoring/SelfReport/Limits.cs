using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Letters;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>How often one address and one person may report; counted in the database, so that several servers count together.</summary>
internal sealed class Limits(XianjieDb db, ParametersInForce parameters, Seal seal, Clock clock)
{
    /// <summary>Keyed, so that the table tells nobody who sent what from where.</summary>
    public byte[] Index(System.Net.IPAddress? address) => seal.Index("address " + (address?.ToString() ?? "none"), Sealed.Address);

    public async Task<int> MostPerHourAsync(long village, CancellationToken ct) => (await parameters.LoadAsync(ct)).Whole("申报每小时每地址次数", village);

    /// <summary>Words to whoever sends too many, or null.</summary>
    public async Task<string?> RefusalAsync(LetterForm form, byte[] address, CancellationToken ct)
    {
        var values = await parameters.LoadAsync(ct);
        var village = form.Village ?? 0;
        var (hour, day) = (clock.Now.AddHours(-1), clock.Now.AddDays(-1));
        // Beyond any area: an address may serve many villages. Only a number comes of it.
        var letters = db.Set<Letter>().IgnoreQueryFilters().AsNoTracking();
        if (await letters.CountAsync(l => l.AddressIndex == address && l.At >= hour, ct) >= await MostPerHourAsync(village, ct))
            return "这个网络刚才提交的申报太多，请过一会儿再试，或打电话给村委会申报。填写的内容都还在。";
        var most = values.Whole("申报每日每电话次数", village);
        if (form.PhoneRead is { } phone && seal.Indexes(phone.ToString(), Sealed.Phone) is var byPhone && await letters.CountAsync(l => byPhone.Contains(l.PhoneIndex!) && l.AddressIndex != null && l.At >= day, ct) >= most)
            return "这个手机号今天提交的申报太多，请明天再试，或打电话给村委会申报。";
        if (form.CitizenIdRead is { } id && seal.Indexes(id.ToString(), Sealed.CitizenId) is var byId && await letters.CountAsync(l => byId.Contains(l.CitizenIdIndex!) && l.AddressIndex != null && l.At >= day, ct) >= most)
            return "这个身份证号今天提交的申报太多，请明天再试，或打电话给村委会申报。";
        return null;
    }
}
