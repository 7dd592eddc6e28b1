using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Clinics;

/// <summary>Keeps clinics and doctors, and with every change the blanks: what is lacking is opened, what is there is closed.</summary>
internal sealed class ClinicDesk(XianjieDb db, CurrentUser user, Clock clock)
{
    public async Task<VillageClinic> SetAsync(long village, ClinicService service, string? name, bool standard, CancellationToken ct)
    {
        db.Act = user.Acts("登记村卫生室");
        var clinic = await db.Set<VillageClinic>().FirstOrDefaultAsync(c => c.Division == village, ct);
        if (clinic is null)
            db.Add(clinic = new VillageClinic { Division = village, Service = service, By = db.Act.By, At = clock.Now });
        else
            clinic.Version++;
        (clinic.Service, clinic.Name, clinic.Standard, clinic.By, clinic.At) = (service, name, standard && service == ClinicService.本村卫生室, db.Act.By, clock.Now);
        await db.SaveChangesAsync(ct);
        await FollowAsync(village, ct);
        return clinic;
    }

    public async Task HireAsync(long village, string name, string kind, DateOnly from, CancellationToken ct)
    {
        db.Act = user.Acts("登记村医");
        db.Add(new VillageDoctor { Division = village, Name = name, Kind = kind, From = from });
        await db.SaveChangesAsync(ct);
        await FollowAsync(village, ct);
    }

    public async Task LeaveAsync(VillageDoctor doctor, DateOnly on, CancellationToken ct)
    {
        db.Act = user.Acts("村医离岗");
        doctor.Leave(on);
        await db.SaveChangesAsync(ct);
        await FollowAsync(doctor.Division, ct);
    }

    /// <summary>A village is blank from the day of its first record on; one that nobody has written about is not known to be either.</summary>
    private async Task FollowAsync(long village, CancellationToken ct)
    {
        var clinic = await db.Set<VillageClinic>().AsNoTracking().FirstOrDefaultAsync(c => c.Division == village, ct);
        var doctors = await db.Set<VillageDoctor>().AsNoTracking().Where(d => d.Division == village && d.To == null).Select(d => d.Name).ToListAsync(ct);
        await SettleAsync(village, BlankKind.无卫生室, clinic?.Service == ClinicService.没有, $"{clinic?.Service}", ct);
        await SettleAsync(village, BlankKind.无村医, doctors.Count == 0 && clinic?.Service is not (ClinicService.邻村延伸服务 or ClinicService.乡镇巡诊), doctors.Count > 0 ? $"村医 {string.Join('、', doctors)}" : $"{clinic?.Service}", ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task SettleAsync(long village, BlankKind kind, bool isBlank, string by, CancellationToken ct)
    {
        var open = await db.Set<ClinicBlank>().FirstOrDefaultAsync(b => b.Division == village && b.Kind == kind && b.ClosedOn == null, ct);
        if (isBlank && open is null)
            db.Add(new ClinicBlank { Division = village, Kind = kind, OpenedOn = clock.Today });
        else if (!isBlank)
            open?.Close(clock.Today, by.Length <= 200 ? by : by[..200]);
    }
}
