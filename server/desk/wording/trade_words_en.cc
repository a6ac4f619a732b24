// More English words of trades, by field. They stand without plain words: which one fits depends on the matter.
#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

// clang-format off
constexpr std::string_view kWords[] = {
    // office and workshop equipment, stock and invoices on the web
    "master data|second level support|second level|third level|first level support|level two support|paper path|"
    "pickup roller|separation pad|pick roller|transfer roller|fuser unit|drum unit|developer unit|waste toner|"
    "duplex unit|duplexer|print spooler|ps driver|pcl driver|suction lift|suction head|foot valve|mechanical seal|"
    "pump curve|duty point|dry running|pressure switch|volute|stator|stators|=windings|=winding|carbon brush holder|chuck jaw|"
    "arbor|arbour|armature|gearbox housing|kickback clutch|duty rating|pre-charge|stock ledger|stock keeping unit|"
    "goods receipt|goods issue|stock reconciliation|bin card|picking list|open items|credit limit block|"
    "dunning level|billing run|billing entity|proration|prorated|billing anniversary|seat count|seat allocation|"
    "permission set|permission matrix|role mapping|user provisioning|orphaned records|stale session|session cache|"
    "browser cache|web socket|rest call|http 500|server side|client side|bulk upload|batch upload|delimiter|"
    "delimited|utf 8|data mapping|field mapping|csv import|webhook retry|job runner|cron task|service level|"
    "service tier|priority queue|linehaul|tracking event|carrier exception|delivery exception|volumetric|hub scan|"
    "consignment|pod copy|dispatch queue|picking queue|reverse pickup|deferred revenue|three d secure|auto capture|"
    "auto debit|card tokenisation|card vault|settlement file|payout cycle|issuing bank|ledger balance|credit memo|"
    // computers and programs
    "brute force|credential stuffing|power cycle|power cycling|=portal|=portals|session cookie|session id|race window|cold start|=rollouts|"
    "rolled out|roll out|rolling out|=uptick|hot swap|log rotation|disk image|boot sector|boot order|=bios|safe boot|driver signature|=dll|"
    "=dependency|=dependencies|object storage|data centre|data center|=colocation|shared hosting|zone file|=cname|glue record|=propagation|"
    "=reprovision|access control list|role based|least privilege|single sign on|identity provider|service account|audit trail|audit log|"
    "event stream|data lake|data warehouse|=etl|=upserts|foreign key|primary key|=rowset|=indexing|full text index|materialised|=pagination|"
    "=paginated|=payloads|=polled|backoff|exponential|=retries|=idempotency|rate limited|rate limiting|=semver|dogfood*|=a b test|=ab test|"
    "=canary|blue green|feature gate|feature toggle|=flagged off|=stdout|=stderr|exit code|core dump|thread pool|garbage collection|"
    "=bytecode|=binaries|=binary|=hexadecimal|=checksums|=bitrate|=lossy|=lossless|=raster|=vector file|vector file|=cmyk|bleed area|"
    "crop marks|colour profile|sync client|sync conflict|merge conflict|data residency|=sharding|multi factor|one time passcode|=passkey|"
    "=hotspot shield|=hypertext|=keystore|=truststore|=stacktraces|=plugin|=plugins|=add on module|=sdk|=webhooks|=connector|=connectors|"
    "=entitlement|=entitlements|=seat licence|seat licence*|seat based|=metered|=metering|=freemium|annual contract value|=churned|"
    "usage tier|=tiered|data retention|retention policy|=purging|=instance type|=compute|=throughput|=iops|=vcpu|virtualis*|virtualiz*|=vlan|"
    "=vlans|=trunking|=multicast|=unicast|=dhcp lease|lease time|=qos|traffic shaping|fair usage|=fup|=contention ratio|"
    // telephones and lines
    "=attenuator|=dslam|drop wire|=demarcation|demarcation point|local loop|=unbundled|line card|=cpe|signal margin|noise margin|snr margin|"
    "=ber|=roaming partner|=imei|esim profile|=apn|call detail record|=cdr|short code|=interconnect|=mvno|=backhaul|spectrum band|"
    "cell congestion|=carrier aggregation|=handoff|=voip|hunt group|=ivr|call leg|=codec|=codecs|=crosstalk|=dropouts|=micro trench*|=otdr|"
    "=patch panel|=keystone jack|=olt|=ont|=onu|"
    // banks and payments
    "mandate holder|board resolution|=mandate|=mandates|=reversal|=reversals|=acquiring|=issuer|=issuers|merchant category|=mcc|=interchange|"
    "net settlement|batch settlement|=cutoff|value dated|=nostro|=vostro|correspondent bank|=iban|beneficiary account|=beneficiary|"
    "=beneficiaries|=remitter|=payee|=payer|=drawee|=drawer|standing order|sweep account|=kyc|source of funds|politically exposed|=aml|"
    "sanctions screening|=tranche|=tranches|=coupon rate|=maturity date|amortisation|amortization|=principal outstanding|debit interest|"
    "compound interest|=usance|letter of credit|bank guarantee|=factoring|=hedging|=basis points|=bps|loan to value|=ltv|debt service|"
    "=collections queue|=delinquent|=delinquency|=charge off|credit bureau|credit score|hard inquiry|soft inquiry|hard pull|=tokenised card|"
    "=pan|card not present|=3ds|step up|strong customer authentication|=sca|soft decline|hard decline|=preauth|cash sweep|=liquidity|"
    "=solvency|=custodian|"
    // goods, warehouse and transport
    "route optimisation|route optimization|=routing|=hub|=hubs|=cross docking|=transshipment|=trans shipment|stevedor*|=drayage|"
    "=chassis split|=reefer|=tare weight|gross weight|=gsm paper|=cbm|=teu|=feu|=lcl|=fcl|=demurrage|=detention|bill of entry|bonded|"
    "customs hold|commercial invoice|certificate of origin|=hscode|=tariff heading|=duty drawback|=incoterm|freight collect|freight prepaid|"
    "=consolidated shipment|=pod|=pallet jack|=dunnage|=shrink wrap|=reorder point|=backlogged|=wave picking|=putaway|"
    "=slotting|=sortable|=non sortable|out for delivery scan|misroute*|missort*|=undeliverable|=rto|return to origin|=attempt scan|"
    "=dispatch manifest|vehicle manifest|merchandis*|=markdown|=markup|=shelf talker|=end cap|=gondola|=planograms|=point of sale|"
    "stock keeping|=upc|=ean|=bogo|=gift registry|=layaway|=restocking|store credit note|fare rules|fare rule|=fare basis|=interline|"
    "=no show|revalidat*|=ancillaries|=ancillary|=pnr|=gds|yield management|=block time|=turnaround|=load sheet|"
    "half board|full board|=rack rate|=walk in rate|=allotment|=rooming list|=corkage|=f b|=mise en place|=table turn|=no frills|"
    "banquet order|=beo|function sheet|"
    // insurance and law
    "unearned premium|earned premium|=premium loading|=loading factor|=excess waiver|=endorsement|=endorsements|=deductibles|"
    "=retention amount|=exclusions|=proximate cause|=moral hazard|=indemnified|=salvage|=total loss|=write off|=subrogated|"
    "cooling off period|=waiting period clause|=paid up value|=nominee|=lapsed|=reinstatement|=cashless|=tpa|=preauthorised|=sub limits|"
    "=co insurance|=insured sum|=notary|notaris*|notariz*|=apostille|=affidavit|power of attorney|=jurisdiction|=arbitration|=indemnities|"
    "severab*|=novation|=assignee|=assignor|=lessee|=lessor|=lessees|=encumbrance|=easement|conveyanc*|=freehold|=leasehold|=escrow|"
    "=mutation|=title deed|=caveat|=sublet clause|dilapidat*|=inventory clerk|=snagging|"
    // electricity, heat, machines
    "net meter|=inverter|=inverters|=mppt|=string inverter|=kva|=kvar|=reactive power|=busbars|=feeder|=feeders|=substation|=substations|"
    "load shedding|load balancing|=single phase|=three phase|three phase|single phase|=earthing|=mcb|=rcd|=rccb|=elcb|=tripping|trips on|"
    "overcurrent|overvoltage|low flow|flow switch|=ntc|=ptc|=bms|=cell balancing|depth of discharge|state of charge|=condenser|=condensers|"
    "=evaporator|=evaporators|=thermostatic|=superheat|subcool*|=btu|descal*|=limescale guard|=sacrificial anode|heat pump|=circulator|"
    "=manifold|=manifolds|=pressure relief|=backflow|=non return valve|=check valve|=ball valve|=gate valve|=bleed screw|=flange|=flanges|"
    "=gasket|=gaskets|=bushing|=bushings|=sprocket|=bearing race|=journal bearing|=crankcase|=camshaft|=tappet|=tappets|=serpentine belt|"
    "timing belt|=timing chain|=ecu|=obd|=dtc|=egr|=dpf|=lambda|=map sensor|=maf|=abs sensor|=wheel alignment|=tracking angle|=sump|"
    "=drivetrain|=differential|=cv boot|=strut|=struts|=halfshaft|fuser|=fusers|transfer belt|=drum unit|=pickup roller|=imaging unit|=servo|"
    "=stepper|=spindle|=backlash|=runout|=tolerance stack|=tolerances|=feed rate|=cnc|=plc|=hmi|=scada|=vfd|=limit switch|=proximity sensor|"
    "=photocell|=optocoupler|=fail safe|=failsafe|=solenoids|=contactor|=contactors|=varistor|=ferrite|=ballast|=ballasts|=lumens|=lux level|"
    "=ip rating|=overspeed|=door operator|=brake solenoid|=hoistway|=counterweight|"
    // medicine, animals, plants, water
    "chlorosis|necrosis|=deficit|=soil ph|=npk|=foliar feed|=fertigation|agronom*|rhizome*|=systemic|=preharvest|pre harvest interval|"
    "phytosan*|=germination rate|=seed rate|=mulch film|=biofloc|=hypoxia|=aerator|=aerators|dissolved oxygen|=turbidity|=coliform|=effluent|"
    "=sludge|=anorexia|=anaesthetic|=anesthetic|=postoperative|post operative|=preoperative|pre operative|=edema|=oedema|=lesion|=lesions|"
    "prophyla*|=haemoglobin|=hemoglobin|leucocyte*|leukocyte*|platelet*|=creatinine|=lipid profile|=fasting sample|haemolys*|hemolys*|"
    "=specimen|=specimens|=biopsy|=contrast agent|triglyceride*|antibod*|serolog*|=titre|=titer|=booster|booster dose|=zoonotic|=dhpp|"
    "neuter*|spay*|parasit*|=dewormer|ovulat*|=gestation|=lactation|=mastitis|rumen*|=malocclusion|=crown prep|=root canal|"
    "=scaling and polishing|=occlusion|=periapical|=inpatient|=outpatient|=referral pathway|=discharge summary|comorbid*|=adverse reaction|"
    "=generic substitut*|=prescriber|=off label|bioavail*|patient portal|"
    // schools, offices, sales
    "=formative|=summative|=syllabus|=coursework|=credit hours|matriculat*|=prerequisite|=prerequisites|=transcript|=transcripts|"
    "=accreditation|=accredited|=cohort|=intake quota|=proctored|invigilat*|=lms|=payroll run|=accruals|=gratuity|=provident fund|=headcount|"
    "=fte|=appraisal cycle|garnish*|=onboard|deboard*|=appraisal|=procure to pay|=rfq|=rfp|"
    "=tender document|=bill of quantities|=cost centre|=cost center|=opex|=capex|=ebitda|=burn rate|=pipeline stage|=lead scoring|"
    "=conversion rate|=funnel|=impressions|=reach campaign|=engagement rate|=retargeting|=sku level|=artwork|=die cut|=die line|=dieline|"
    "=embossing plate|=offset printing|=imposition|=preflight|=pantone|=gsm|=sublimation|=dtf|=dtg|=selvedge|=selvage|=interlining|overlock*|"
    "=bobbin tension|=weft|=colourfast|=pilling|=kd|=flat pack hardware|=cam lock|=veneer|=mdf|=laminate grade|=load bearing|=screed|"
    "=render coat|=lintel|=joist|=joists|=plasterboard|=dpc|=rebar|=curing time|=slump|=formwork|=soffit|=fascia|=purlin|=rafter|=grout line|"
    "=efflorescence|=u value|=thermal bridge|=synergy|=bandwidth|=ballpark|=touchpoint|=touchpoints|=cadence|=granular|=granularity|"
    "=holistic|=proactive outreach|=value add|=mission critical|=best of breed|=turnkey|=sme|=poc|=sow|=rca|=bau|=kpis|=okr|=okrs|=nps|=csm|"
    "=tam|=sev 1|=severity 1|=p1|=p2|=l1 team|security team queue|=triaged|deprioriti*|reprioriti*|=prioritised queue|=escalated|"
    "=escalations|ticket queue|=queueing|=swarm|=war room|=hypercare|=rollback plan|=change freeze|=known error|"
    "=resolver group|=incident bridge|"};

}  // namespace

std::span<const std::string_view> english_trade_words() { return kWords; }

}  // namespace sahay::wording
