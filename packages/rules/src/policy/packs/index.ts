import cn2008 from './cn-2008-01-03.json' with { type: 'json' }
import cn2025 from './cn-2025-01-01.json' with { type: 'json' }
import deArbzg from './de-arbzg.json' with { type: 'json' }
import euWtd from './eu-wtd.json' with { type: 'json' }
import idKep102 from './id-kep102-2004.json' with { type: 'json' }
import idPp35 from './id-pp35-2021.json' with { type: 'json' }
import inFactories from './in-fa1948.json' with { type: 'json' }
import inSafetyCode from './in-osh2020.json' with { type: 'json' }
import jp2019 from './jp-2019-04-01.json' with { type: 'json' }
import jp2023 from './jp-2023-04-01.json' with { type: 'json' }
import my2023 from './my-2023.json' with { type: 'json' }
import myBefore2023 from './my-before-2023.json' with { type: 'json' }
import ph from './ph.json' with { type: 'json' }
import sg from './sg.json' with { type: 'json' }
import tw2016 from './tw-2016-12-23.json' with { type: 'json' }
import tw2018 from './tw-2018-03-01.json' with { type: 'json' }
import usCalifornia from './us-ca.json' with { type: 'json' }
import usFederal from './us-flsa.json' with { type: 'json' }
import vn from './vn.json' with { type: 'json' }

/** Every version of every pack as it stands in its file: not checked yet, `packDocuments` of `packs.ts` does that once. */
export const packFiles: readonly unknown[] = [
  idKep102,
  idPp35,
  tw2016,
  tw2018,
  usFederal,
  usCalifornia,
  euWtd,
  deArbzg,
  jp2019,
  jp2023,
  sg,
  myBefore2023,
  my2023,
  cn2008,
  cn2025,
  vn,
  ph,
  inFactories,
  inSafetyCode,
]
